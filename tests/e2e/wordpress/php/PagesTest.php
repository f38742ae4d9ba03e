<?php

use PHPUnit\Framework\TestCase;

/** Pages that a server renders, with documents that the server loads over HTTP. */
final class PagesTest extends TestCase {
	/** @var string[] Files that a test has put on the site. */
	private $files = array();

	/** @var int[] Posts that a test has published. */
	private $posts = array();

	protected function tearDown(): void {
		array_map( 'unlink', $this->files );
		foreach ( $this->posts as $post ) {
			wp_delete_post( $post, true );
		}
		global $wpdb;
		$wpdb->query( "DELETE FROM $wpdb->options WHERE option_name LIKE '%my\_groups\_badge%'" );
	}

	/** Puts a program on the site that makes a document. */
	private function put( $name, $php ) {
		$this->files[] = ABSPATH . $name;
		file_put_contents( ABSPATH . $name, $php );
	}

	/** Publishes a post; returns the path of its page. */
	private function publish( $content ) {
		$post          = wp_insert_post( array( 'post_title' => 'A post', 'post_content' => $content, 'post_status' => 'publish', 'post_author' => 1 ) );
		$this->posts[] = $post;
		return "/?p=$post";
	}

	/** Requests several pages at the same time; returns the responses. */
	private function visit( ...$paths ) {
		$address = wp_parse_url( home_url() );
		$sockets = array();
		foreach ( $paths as $path ) {
			$socket = stream_socket_client( "tcp://{$address['host']}:{$address['port']}" );
			fwrite( $socket, "GET $path HTTP/1.0\r\nHost: {$address['host']}:{$address['port']}\r\n\r\n" );
			$sockets[] = $socket;
		}
		return array_map( 'stream_get_contents', $sockets );
	}

	/** How often a path was requested since the test has started. */
	private function count_requests( $path ) {
		$requests = file( ABSPATH . 'requests.log', FILE_IGNORE_NEW_LINES );
		return count( array_keys( $requests, $path, true ) );
	}

	public function test_a_page_that_is_its_own_document_is_requested_once_more() {
		$page = $this->publish( '' );
		$post = end( $this->posts );
		wp_update_post( array( 'ID' => $post, 'post_content' => "[my_groups_badge src='$page'][my_groups_badge src='$page&twice']" ) );
		for ( $visitor = 1; $visitor <= 3; $visitor++ ) {
			$this->assertStringEndsWith( "</html>\n", $this->visit( $page )[0] );
		}
		$this->assertSame( 3 + 1, $this->count_requests( $page ) );
		$this->assertSame( 1, $this->count_requests( "$page&twice" ) );
	}

	public function test_visitors_who_come_at_the_same_time_cause_one_request() {
		$group = '{"rsp": {"stat": "ok", "group": [{"id": 1, "name": "Choir"}]}}';
		$this->put( 'slow-test.php', "<?php file_put_contents( 'slow-test.log', 'x', FILE_APPEND ); usleep( 700000 ); ?>$group" );
		$this->files[] = ABSPATH . 'slow-test.log';
		$page          = $this->publish( '[my_groups_badge src=/slow-test.php]' );
		$pages         = implode( $this->visit( ...array_fill( 0, 6, $page ) ) );
		$this->assertSame( 6, substr_count( $pages, '<my-groups-badge ' ) );
		$this->assertGreaterThanOrEqual( 1, substr_count( $pages, '<bdi>Choir</bdi>' ) );
		$this->assertStringContainsString( '<bdi>Choir</bdi>', $this->visit( $page )[0] );
		$this->assertSame( 'x', file_get_contents( ABSPATH . 'slow-test.log' ) );
	}

	/** @return array[] Programs that never end, or whose response is a bomb. */
	public static function hostile_documents() {
		$zeros = 'str_repeat( "\0", 1 << 20 )';
		return array(
			'drips'              => array( 'for (;;) { echo " "; flush(); usleep( 50000 ); }' ),
			'never ends'         => array( "for (;;) { echo $zeros; }" ),
			'says nothing'       => array( 'sleep( 60 );' ),
			'redirects slowly'   => array( 'usleep( 900000 ); header( "Location: /hostile-test.php?" . ( 1 + (int) $_SERVER["QUERY_STRING"] ) );' ),
			'a bomb'             => array( "header( 'Content-Encoding: gzip' ); echo gzencode( str_repeat( $zeros, 64 ) );" ),
			'a bomb in a bomb'   => array( "header( 'Content-Encoding: gzip, gzip' ); echo gzencode( gzencode( str_repeat( $zeros, 64 ) ) );" ),
		);
	}

	/** @dataProvider hostile_documents */
	public function test_twenty_hostile_documents_do_not_stop_a_page( $program ) {
		$this->put( 'hostile-test.php', "<?php ini_set( 'memory_limit', '1G' ); ini_set( 'zlib.output_compression', 0 ); $program" );
		$content = '';
		for ( $number = 0; $number < 20; $number++ ) {
			$content .= "[my_groups_badge src='/hostile-test.php?{$number}00']";
		}
		$page  = $this->publish( $content );
		$start = microtime( true );
		$html  = $this->visit( $page )[0];
		// 20 documents of 3 seconds would be a minute.
		$this->assertLessThan( 20, microtime( true ) - $start );
		$this->assertSame( 20, substr_count( $html, '</my-groups-badge>' ) );
		$this->assertStringEndsWith( "</html>\n", $html );
	}

	public function test_the_script_is_on_pages_with_a_badge_only() {
		$tag     = $this->publish( '<p>Words.</p><my-groups-badge src="/missing.json"></my-groups-badge>' );
		$archive = $this->visit( '/?author=1', '/?m=' . gmdate( 'Ym' ) );
		foreach ( $archive as $html ) {
			$this->assertStringContainsString( 'Words.', $html );
			$this->assertStringNotContainsString( 'my-groups-badge.js', $html );
		}
		$this->assertStringContainsString( 'my-groups-badge.js', $this->visit( $tag )[0] );
	}
}
