<?php

require_once __DIR__ . '/PluginTestCase.php';

/** Documents on the site itself are read from the disk, but only if that is safe. */
final class FilesTest extends PluginTestCase {
	public function test_a_document_of_the_site_is_read_without_a_request() {
		$this->put( 'groups-test.json', self::document( 'Choir' ) );
		$uploads = wp_get_upload_dir();
		wp_mkdir_p( $uploads['basedir'] );
		$this->put( '/groups-test.json', self::document( 'Uploaded' ), $uploads['basedir'] );
		$this->put( 'Groups Test/Grüße.JSON', self::document( 'Encoded' ) );
		foreach ( array(
			'/groups-test.json'                       => 'Choir',
			'groups-test.json'                        => 'Choir',
			'/groups-test.json?v=2#top'               => 'Choir',
			home_url( '/groups-test.json' )           => 'Choir',
			set_url_scheme( home_url( '/groups-test.json' ), 'https' ) => 'Choir',
			$uploads['baseurl'] . '/groups-test.json' => 'Uploaded',
			'/Groups%20Test/Gr%C3%BC%C3%9Fe.JSON'     => 'Encoded',
		) as $address => $name ) {
			$this->assertSame( array( $name ), $this->names( $address ), $address );
		}
		$this->assertSame( array(), $this->requested );
	}

	public function test_a_contributor_may_use_a_document_of_the_site() {
		$this->put( 'groups-test.json', self::document( 'Choir' ) );
		$this->log_in( 'contributor' );
		$this->assertSame( array( 'Choir' ), $this->names( '/groups-test.json' ) );
	}

	public function test_no_other_file_is_read() {
		$outside = sys_get_temp_dir() . '/groups-test-' . getmypid();
		$this->put( '/groups-test.json', self::document( 'Secret' ), $outside );
		$this->put( '.hidden-groups/groups-test.json', self::document( 'Secret' ) );
		$this->put( '.groups-test.json', self::document( 'Secret' ) );
		$this->put( 'groups-test.txt', self::document( 'Secret' ) );
		$this->put( 'groups-test.json.php', self::document( 'Secret' ) );
		$this->link( 'linked-file.json', "$outside/groups-test.json" );
		$this->link( 'linked-folder', $outside );
		$this->link( 'linked-hidden', ABSPATH . '.hidden-groups' );
		$this->link( 'linked-other.json', ABSPATH . 'groups-test.txt' );
		$this->link( 'linked-missing.json', '/nowhere' );
		$above = str_repeat( '../', substr_count( ABSPATH, '/' ) ) . ltrim( $outside, '/' );
		foreach ( array(
			"/$above/groups-test.json",
			'/' . str_replace( '..', '%2e%2e', $above ) . '/groups-test.json',
			'/' . str_replace( '/', '%2F', $above ) . '%2Fgroups-test.json',
			'/wp-content/..%5C..%5Cgroups-test.json',
			'/.hidden-groups/groups-test.json',
			'/.groups-test.json',
			'/groups-test.txt',
			'/groups-test.txt%00.json',
			'/groups-test.json.php',
			'/linked-file.json',
			'/linked-folder/groups-test.json',
			'/linked-hidden/groups-test.json',
			'/linked-other.json',
			'/linked-missing.json',
			'/wp-content/',
			'/wp-config.php',
			'http://127.0.0.1:1/groups-test.json',
			'http://127.0.0.1.example/groups-test.json',
		) as $address ) {
			$absolute = WP_Http::make_absolute_url( $address, home_url( '/' ) );
			$this->assertSame( '', my_groups_badge_local_file( $absolute ), $address );
		}
	}

	public function test_a_large_file_is_not_read_whole() {
		$this->put( 'groups-test.json', str_pad( self::document( 'Choir' ), 30 * MB_IN_BYTES ) );
		memory_reset_peak_usage();
		$before = memory_get_peak_usage();
		$this->assertSame( array(), $this->names( '/groups-test.json' ) );
		$this->assertLessThan( 8 * MB_IN_BYTES, memory_get_peak_usage() - $before );
		$this->assertSame( array(), $this->requested );
	}

	public function test_a_file_that_is_broken_for_a_moment_keeps_its_list() {
		$this->put( 'groups-test.json', self::document( 'Choir' ) );
		$this->names( '/groups-test.json' );
		file_put_contents( ABSPATH . 'groups-test.json', '{"rsp": {"st' );
		$this->age();
		$this->assertSame( array( 'Choir' ), $this->names( '/groups-test.json' ) );
	}

	/** @return array[] The site's responses to its own request after the file was deleted. */
	public static function responses_of_the_site() {
		return array(
			'not found'      => array( array( 404 ) ),
			'a password'     => array( array( 401 ) ),
			'not reachable'  => array( new WP_Error( 'http_request_failed', 'Connection refused' ) ),
		);
	}

	/** @dataProvider responses_of_the_site */
	public function test_a_deleted_file_empties_the_list( $response ) {
		$this->put( 'groups-test.json', self::document( 'Choir' ) );
		$this->names( '/groups-test.json' );
		rename( ABSPATH . 'groups-test.json', ABSPATH . 'groups-test.old' );
		$this->age();
		$this->responses[ home_url( '/groups-test.json' ) ] = $response;
		$this->assertSame( array(), $this->names( '/groups-test.json' ) );
		$this->age();
		$this->assertSame( array(), $this->names( '/groups-test.json' ) );
		rename( ABSPATH . 'groups-test.old', ABSPATH . 'groups-test.json' );
	}

	public function test_only_one_reader_waits_for_a_site_that_cannot_reach_itself() {
		$addresses = array( '/list', '/other', '/missing.json' );
		foreach ( $addresses as $address ) {
			$this->responses[ home_url( $address ) ] = new WP_Error( 'http_request_failed', 'Operation timed out' );
		}
		foreach ( $addresses as $address ) {
			$this->names( $address );
			$this->age();
			$this->names( $address );
		}
		$this->assertSame( array( home_url( '/list' ) ), $this->requested );

		// The author sees the reason, and the preview tries again.
		$this->log_in( 'author' );
		$this->assertStringContainsString( 'Operation timed out', $this->preview( array( 'src' => '/other' ) ) );
		$this->assertCount( 2, $this->requested );
		$this->responses[ home_url( '/other' ) ] = array( 200, self::document( 'Choir' ) );
		$this->assertStringContainsString( 'Choir', $this->preview( array( 'src' => '/other' ) ) );

		// The site responds again, so readers make it load documents again.
		$this->responses[ home_url( '/list' ) ] = array( 200, self::document( 'Band' ) );
		$this->log_in( 'subscriber' );
		$this->assertSame( array( 'Band' ), $this->names( '/list' ) );
	}

	public function test_a_site_in_a_folder_has_two_folders_for_documents() {
		$folder = basename( ABSPATH );
		$this->put( 'inner-test.json', self::document( 'Inner' ) );
		$this->put( 'outer-test.json', self::document( 'Outer' ), dirname( ABSPATH ) . '/' );
		$site_url = function () use ( $folder ) {
			return "https://blog.example/$folder";
		};
		$home_url = function ( $url, $path ) {
			return 'https://blog.example' . $path;
		};
		add_filter( 'site_url', $site_url );
		add_filter( 'home_url', $home_url, 10, 2 );
		$this->assertSame( array( 'Inner' ), $this->names( "/$folder/inner-test.json" ) );
		$this->assertSame( array( 'Outer' ), $this->names( '/outer-test.json' ) );
		remove_filter( 'site_url', $site_url );
		remove_filter( 'home_url', $home_url );
		$this->assertSame( array(), $this->requested );
	}
}
