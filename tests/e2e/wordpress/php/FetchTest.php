<?php

require_once __DIR__ . '/PluginTestCase.php';

/** The server loads documents only at intervals, within limits, and for users who may cause it. */
final class FetchTest extends PluginTestCase {
	public function test_a_page_that_is_its_own_document_is_fetched_once() {
		$page = home_url( '/?p=1' );

		$this->responses[ $page ] = function () use ( $page ) {
			// The nested request, in the same process: with the header, and then without it, as behind a proxy that drops it.
			$_SERVER['HTTP_X_MY_GROUPS_BADGE'] = end( $this->arguments )['headers']['X-My-Groups-Badge'];
			$with_header                       = do_shortcode( "[my_groups_badge src=\"$page&again\"]" );
			unset( $_SERVER['HTTP_X_MY_GROUPS_BADGE'] );
			return array( 200, $with_header . do_shortcode( "[my_groups_badge src=\"$page\"]" ) );
		};
		$this->assertSame( array(), $this->names( $page ) );
		$this->assertSame( array(), $this->names( $page ) );
		$this->assertSame( array( $page ), $this->requested );
	}

	/** @return array[] Responses without a list. */
	public static function responses_without_a_list() {
		return array(
			'no response'    => array( new WP_Error( 'http_request_failed', 'Connection timed out' ) ),
			'not found'      => array( array( 404, 'Not found' ) ),
			'server error'   => array( array( 500, 'Sorry' ) ),
			'a page'         => array( array( 200, '<!doctype html><title>Hello</title>' ) ),
			'an empty body'  => array( array( 200, '' ) ),
			'an empty list'  => array( array( 200, self::document() ) ),
			'a failure'      => array( array( 200, '{"rsp": {"stat": "fail"}}' ) ),
			'a long list'    => array( array( 200, self::document( ...array_fill( 0, 9000, 'A group' ) ) ) ),
			'redirects only' => array( array( 302, '', array( 'location' => self::OTHER ) ) ),
		);
	}

	/** @dataProvider responses_without_a_list */
	public function test_a_response_is_not_requested_again_by_the_next_visitors( $response ) {
		$this->responses[ self::OTHER ] = $response;
		$this->names( self::OTHER );
		$first = count( $this->requested );
		for ( $visitor = 0; $visitor < 5; $visitor++ ) {
			$this->names( self::OTHER );
		}
		$this->assertCount( $first, $this->requested );
		$this->assertLessThanOrEqual( 3, $first );
	}

	public function test_the_requests_of_other_visitors_do_not_fetch_meanwhile() {
		$this->responses[ self::OTHER ] = function () {
			$this->assertSame( array(), $this->names( self::OTHER ), 'another visitor' );
			return array( 200, self::document( 'Choir' ) );
		};
		$this->assertSame( array( 'Choir' ), $this->names( self::OTHER ) );
		$this->assertCount( 1, $this->requested );

		// They see the old list while a new one is fetched.
		$this->age();
		$this->responses[ self::OTHER ] = function () {
			$this->assertSame( array( 'Choir' ), $this->names( self::OTHER ), 'another visitor' );
			return array( 200, self::document( 'Band' ) );
		};
		$this->assertSame( array( 'Band' ), $this->names( self::OTHER ) );
		$this->assertCount( 2, $this->requested );
		$this->assertSame( array(), preg_grep( '/lock/', array_keys( $this->rows() ) ) );
	}

	public function test_a_visitor_who_comes_when_the_fetch_has_just_ended_does_not_fetch() {
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		$other_visitor                  = function ( $query ) use ( &$other_visitor ) {
			if ( strpos( $query, 'INSERT IGNORE' ) === 0 ) {
				remove_filter( 'query', $other_visitor );
				$this->names( self::OTHER );
			}
			return $query;
		};
		add_filter( 'query', $other_visitor );
		$this->assertSame( array( 'Choir' ), $this->names( self::OTHER ) );
		$this->assertCount( 1, $this->requested );
	}

	public function test_a_lock_that_was_never_released_is_ignored_after_a_minute() {
		global $wpdb;
		$this->assertTrue( my_groups_badge_lock( self::OTHER ) );
		$this->assertFalse( my_groups_badge_lock( self::OTHER ) );
		$this->assertTrue( my_groups_badge_lock( self::OTHER . '?other' ) );
		$wpdb->query( "UPDATE $wpdb->options SET option_value = option_value - 100 WHERE option_name LIKE 'my\_groups\_badge\_lock%'" );
		$this->assertTrue( my_groups_badge_lock( self::OTHER ) );
		$this->assertFalse( my_groups_badge_lock( self::OTHER ) );
	}

	public function test_a_lock_is_released_if_another_plugin_throws() {
		$this->responses[ self::OTHER ] = function () {
			throw new DomainException();
		};
		try {
			$this->names( self::OTHER );
			$this->fail( 'nothing was thrown' );
		} catch ( DomainException $expected ) {
			$this->assertTrue( my_groups_badge_lock( self::OTHER ) );
		}
	}

	/** @return array[] Compressed documents. */
	public static function compressed_documents() {
		$document = self::document( 'Choir' );
		$zeros    = str_repeat( "\0", 64 * MB_IN_BYTES );
		return array(
			'once'                  => array( gzencode( $document ), array( 'Choir' ) ),
			'twice'                 => array( gzencode( gzencode( $document ) ), array( 'Choir' ) ),
			'a bomb'                => array( gzencode( $zeros ), array() ),
			'a bomb in a bomb'      => array( gzencode( gzencode( $zeros ) ), array() ),
			'a bomb behind a list'  => array( gzencode( $document . $zeros ), array() ),
			'a large document'      => array( gzencode( '{"x": "' . str_repeat( 'x', 2 * MB_IN_BYTES ) . '"}' ), array() ),
			'cut'                   => array( substr( gzencode( $document ), 0, 60 ), array() ),
			'damaged'               => array( "\x1f\x8b\x08damaged", array() ),
			'too large as it is'    => array( $document . str_repeat( ' ', MB_IN_BYTES ), array() ),
			'as large as it may be' => array( str_pad( $document, MB_IN_BYTES ), array( 'Choir' ) ),
		);
	}

	/** @dataProvider compressed_documents */
	public function test_a_document_is_decompressed_within_limits( $body, $names ) {
		$this->responses[ self::OTHER ] = array( 200, $body, array( 'content-encoding' => 'gzip' ) );
		memory_reset_peak_usage();
		$before = memory_get_peak_usage();
		$this->assertSame( $names, $this->names( self::OTHER ) );
		$this->assertLessThan( 24 * MB_IN_BYTES, memory_get_peak_usage() - $before );
		$this->assertTrue( $this->arguments[0]['stream'] );
		$this->assertFileDoesNotExist( $this->arguments[0]['filename'] );
	}

	/** @return array[] Documents of less than a megabyte. */
	public static function long_lists() {
		$many   = array();
		$groups = array();
		for ( $id = 1; $id <= 30000; $id++ ) {
			$many[] = "{\"id\":$id,\"name\":\"$id\"}";
		}
		for ( $id = 1; $id <= 240; $id++ ) {
			$groups[] = array( 'id' => $id, 'name' => str_repeat( 'é', 900 ), 'url' => 'https://e.example/' . str_repeat( 'x', 1900 ) );
		}
		return array(
			'many groups'        => array( '{"rsp":{"stat":"ok","group":[' . implode( ',', $many ) . ']}}' ),
			'long texts'         => array( wp_json_encode( array( 'rsp' => array( 'stat' => 'ok', 'group' => $groups ) ), JSON_UNESCAPED_UNICODE ) ),
			'a single long name' => array( self::document( str_repeat( 'x', 900 * KB_IN_BYTES ) ) ),
			'many brackets'      => array( '{"rsp":{"stat":"ok","group":[' . str_repeat( '[],', 300000 ) . '[]]}}' ),
			'deep brackets'      => array( str_repeat( '[', 500000 ) . str_repeat( ']', 500000 ) ),
			'many objects'       => array( '[' . str_repeat( '{"":1},', 140000 ) . '1]' ),
		);
	}

	/** @dataProvider long_lists */
	public function test_a_long_list_is_stored_and_needs_little_memory( $document ) {
		$this->assertLessThan( MB_IN_BYTES, strlen( $document ) );
		$this->responses[ self::OTHER ] = array( 200, $document );
		memory_reset_peak_usage();
		$before = memory_get_peak_usage();
		$names  = $this->names( self::OTHER );
		$this->assertLessThan( 40 * MB_IN_BYTES, memory_get_peak_usage() - $before );
		$this->assertLessThanOrEqual( 1000, count( $names ) );
		$this->assertLessThan( 500 * KB_IN_BYTES, array_sum( array_map( 'strlen', $this->rows() ) ) );
		$this->assertSame( $names, $this->names( self::OTHER ) );
		$this->assertCount( 1, $this->requested );
	}

	public function test_of_a_very_long_list_the_first_groups_are_shown() {
		$this->responses[ self::OTHER ] = array( 200, self::long_lists()['many groups'][0] );
		$this->assertSame( array_map( 'strval', range( 1, 1000 ) ), $this->names( self::OTHER ) );
	}

	public function test_a_list_that_cannot_be_stored_is_not_fetched_by_each_visitor() {
		$refuse = function ( $query ) {
			return strpos( $query, 'Choir' ) ? 'SELECT nothing' : $query;
		};
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		$GLOBALS['wpdb']->suppress_errors( true );
		add_filter( 'query', $refuse );
		$this->assertSame( array( 'Choir' ), $this->names( self::OTHER ) );
		$this->assertSame( array(), $this->names( self::OTHER ) );
		remove_filter( 'query', $refuse );
		$GLOBALS['wpdb']->suppress_errors( false );
		$this->assertCount( 1, $this->requested );
	}

	public function test_all_documents_of_a_page_share_one_limit_of_time() {
		$content = '';
		for ( $number = 0; $number < 20; $number++ ) {
			$address                     = self::OTHER . "?$number";
			$content                    .= "[my_groups_badge src=\"$address\"]";
			$this->responses[ $address ] = function () {
				usleep( 200000 );
				return array( 200, self::document( 'Choir' ) );
			};
		}
		do_shortcode( $content );
		$timeouts = array_column( $this->arguments, 'timeout' );
		$this->assertGreaterThan( 1, count( $timeouts ) );
		$this->assertLessThan( 12, count( $timeouts ) );
		foreach ( $timeouts as $index => $timeout ) {
			$this->assertLessThanOrEqual( 3.0 - 0.2 * $index, $timeout );
		}
		// The next page loads the others.
		$this->start_page();
		do_shortcode( $content );
		$this->assertGreaterThan( count( $timeouts ), count( $this->requested ) );
		$this->assertSame( $this->requested, array_unique( $this->requested ) );
	}

	public function test_redirects_share_the_limit_of_time() {
		foreach ( array( 'one', 'two', 'three', 'four' ) as $number => $name ) {
			$location = self::OTHER . ( $number + 1 );

			$this->responses[ self::OTHER . ( $number ? $number : '' ) ] = function () use ( $location ) {
				usleep( 100000 );
				return array( 302, '', array( 'location' => $location ) );
			};
		}
		$this->assertSame( array(), $this->names( self::OTHER ) );
		$this->assertCount( 3, $this->requested );
		foreach ( $this->arguments as $index => $arguments ) {
			$this->assertSame( 0, $arguments['redirection'] );
			$this->assertLessThanOrEqual( 3.0 - 0.1 * $index, $arguments['timeout'] );
		}
		$this->responses[ self::OTHER . '2' ] = array( 200, self::document( 'Choir' ) );
		$this->age();
		$this->assertSame( array( 'Choir' ), $this->names( self::OTHER ) );
	}

	/** @return array[] Addresses of the server's own network, and others that are never requested. */
	public static function refused_addresses() {
		return array(
			array( 'http://10.0.0.1/my-groups.json' ),
			array( 'http://192.168.1.1/' ),
			array( 'http://127.0.0.1:1/my-groups.json' ),
			array( 'http://localhost/my-groups.json' ),
			array( 'http://169.254.169.254/latest/meta-data/' ),
			array( 'http://0.0.0.0/' ),
			array( 'http://user:password@198.51.100.7/' ),
			array( 'ftp://198.51.100.7/my-groups.json' ),
			array( 'file:///etc/passwd' ),
			array( 'javascript:alert(1)' ),
		);
	}

	/** @dataProvider refused_addresses */
	public function test_the_own_network_is_never_requested( $address ) {
		$this->assertSame( array(), $this->names( $address ) );
		$this->responses[ self::OTHER ] = array( 301, '', array( 'location' => $address ) );
		$this->names( self::OTHER );
		$this->assertSame( array( self::OTHER ), $this->requested );
	}

	public function test_only_who_may_publish_makes_the_server_fetch_a_new_address() {
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		$this->log_in( 'contributor' );
		$this->assertStringNotContainsString( 'Choir', $this->preview( array( 'src' => self::OTHER ) ) );
		$this->assertSame( array(), $this->names( self::OTHER ) );
		$this->assertSame( array(), $this->requested );
		$this->assertSame( array(), $this->rows() );

		$this->log_in( 'author' );
		$this->assertStringContainsString( 'Choir', $this->preview( array( 'src' => self::OTHER ) ) );
		$this->assertCount( 1, $this->requested );

		// The address is known now.
		$this->log_in( 'contributor' );
		$this->assertStringContainsString( 'Choir', $this->preview( array( 'src' => self::OTHER ) ) );
	}

	/** @return array[] Readers of a published post. */
	public static function readers() {
		return array( array( 'subscriber' ), array( null ), array( 'author' ), array( 'administrator' ) );
	}

	/** @dataProvider readers */
	public function test_readers_of_a_published_post_make_the_server_fetch_it( $role ) {
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		if ( $role ) {
			$this->log_in( $role );
		}
		$this->assertSame( array( 'Choir' ), $this->names( self::OTHER ) );
	}

	public function test_a_failure_is_stored_for_a_minute_only() {
		$this->responses[ self::OTHER ] = array( 500 );
		$this->names( self::OTHER );
		$lifetimes = array();
		foreach ( $this->rows() as $name => $value ) {
			if ( 0 === strpos( $name, '_transient_timeout' ) ) {
				$lifetimes[] = $value - time();
			}
		}
		$this->assertCount( 1, $lifetimes );
		$this->assertLessThanOrEqual( MINUTE_IN_SECONDS, $lifetimes[0] );
	}

	/** @return array[] Statuses, and the names that are shown afterwards. */
	public static function statuses() {
		return array(
			array( array( 404 ), array() ),
			array( array( 410 ), array() ),
			array( array( 200, self::document() ), array() ),
			array( array( 401 ), array( 'Choir' ) ),
			array( array( 403 ), array( 'Choir' ) ),
			array( array( 500 ), array( 'Choir' ) ),
			array( array( 503 ), array( 'Choir' ) ),
			array( array( 200, 'Sorry' ), array( 'Choir' ) ),
			array( new WP_Error( 'http_request_failed', 'Connection refused' ), array( 'Choir' ) ),
		);
	}

	/** @dataProvider statuses */
	public function test_a_deleted_document_empties_the_list( $response, $names ) {
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		$this->names( self::OTHER );
		$this->responses[ self::OTHER ] = $response;
		$this->age();
		$this->assertSame( $names, $this->names( self::OTHER ) );
		$this->assertSame( $names, $this->names( self::OTHER ) );
		$this->assertSame( array() !== $names, strpos( implode( $this->rows() ), 'Choir' ) > 0 );
	}

	public function test_a_list_ends_a_week_after_it_was_loaded_however_often_it_is_read() {
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		$this->names( self::OTHER );
		$this->responses[ self::OTHER ] = array( 500 );
		for ( $day = 1; $day <= 6; $day++ ) {
			$this->age( DAY_IN_SECONDS );
			$this->assertSame( array( 'Choir' ), $this->names( self::OTHER ) );
			foreach ( $this->rows() as $name => $value ) {
				if ( 0 === strpos( $name, '_transient_timeout' ) ) {
					$this->assertLessThanOrEqual( time() + ( 7 - $day ) * DAY_IN_SECONDS, $value );
				}
			}
		}
		$this->age( 2 * DAY_IN_SECONDS );
		$this->assertSame( array(), $this->names( self::OTHER ) );
	}
}
