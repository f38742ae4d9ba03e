<?php

use PHPUnit\Framework\TestCase;

/**
 * A test in a WordPress without stored lists, in which nobody is logged in. The test itself responds to the requests of the
 * plugin.
 */
abstract class PluginTestCase extends TestCase {
	/** An address on another host that WordPress accepts without asking a name server. */
	const OTHER = 'https://198.51.100.7/my-groups.json';

	/** @var string[] The addresses that were requested. */
	protected $requested = array();

	/** @var array[] The arguments of these requests. */
	protected $arguments = array();

	/** @var array The responses by address: arrays of status, body and headers, a WP_Error, or a function that returns these. */
	protected $responses = array();

	/** @var string[] Files that the test has written. */
	private $files = array();

	protected function setUp(): void {
		$this->forget_everything();
		wp_set_current_user( 0 );
		add_filter( 'pre_http_request', array( $this, 'respond' ), 10, 3 );
	}

	protected function tearDown(): void {
		remove_filter( 'pre_http_request', array( $this, 'respond' ) );
		remove_all_filters( 'my_groups_badge_cache_seconds' );
		unset( $_SERVER['HTTP_X_MY_GROUPS_BADGE'] );
		foreach ( array_reverse( $this->files ) as $file ) {
			is_dir( $file ) && ! is_link( $file ) ? rmdir( $file ) : unlink( $file );
		}
		wp_set_current_user( 0 );
		$this->forget_everything();
	}

	/** Removes all lists, and starts a new page. */
	protected function forget_everything() {
		global $wpdb;
		$wpdb->query( "DELETE FROM $wpdb->options WHERE option_name LIKE '%my\_groups\_badge%'" );
		wp_cache_flush();
		$this->start_page();
	}

	/** Resets the plugin's variables, which last for a single page. */
	protected function start_page() {
		$GLOBALS['my_groups_badge_spent_seconds'] = 0.0;
		$GLOBALS['my_groups_badge_is_preview']    = false;
	}

	/** The filter `pre_http_request`. */
	public function respond( $response, $arguments, $address ) {
		$this->requested[] = $address;
		$this->arguments[] = $arguments;
		$this->assertArrayHasKey( $address, $this->responses, 'nobody expected this request' );
		$response = $this->responses[ $address ];
		if ( $response instanceof Closure ) {
			$response = $response();
		}
		if ( is_wp_error( $response ) ) {
			return $response;
		}
		list( $status, $body, $headers ) = $response + array( 200, '', array() );
		if ( isset( $arguments['limit_response_size'] ) ) {
			$body = substr( $body, 0, $arguments['limit_response_size'] );
		}
		if ( ! empty( $arguments['stream'] ) ) {
			file_put_contents( $arguments['filename'], $body );
			$body = '';
		}
		return array(
			'headers'  => $headers,
			'body'     => $body,
			'response' => array( 'code' => $status, 'message' => '' ),
			'cookies'  => array(),
			'filename' => $arguments['filename'] ?? null,
		);
	}

	/** Writes a file below the site's folder, or below another one. */
	protected function put( $path, $text, $folder = ABSPATH ) {
		$parent = dirname( $folder . $path );
		if ( ! is_dir( $parent ) ) {
			mkdir( $parent );
			$this->files[] = $parent;
		}
		file_put_contents( $folder . $path, $text );
		$this->files[] = $folder . $path;
	}

	/** Makes a symbolic link below the site's folder. */
	protected function link( $path, $target ) {
		symlink( $target, ABSPATH . $path );
		$this->files[] = ABSPATH . $path;
	}

	/** Returns a document with public groups of these names. */
	protected static function document( ...$names ) {
		$groups = array();
		foreach ( $names as $index => $name ) {
			$groups[] = array( 'id' => $index + 1, 'name' => $name, 'is_private' => 0, 'member_count' => 2 );
		}
		return wp_json_encode( array( 'rsp' => array( 'stat' => 'ok', 'group' => $groups ) ) );
	}

	/** Returns the names in the list that a page shows for an address. Each call is a new page. */
	protected function names( $address ) {
		$this->start_page();
		$html = do_shortcode( "[my_groups_badge src=\"$address\"]" );
		preg_match_all( '~<bdi>(.*?)</bdi>~', $html, $found );
		return array_map( 'html_entity_decode', $found[1] );
	}

	/** Makes all lists so old that the documents are loaded again. */
	protected function age( $seconds = HOUR_IN_SECONDS ) {
		global $wpdb;
		foreach ( $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE '\_transient\_my\_groups%'" ) as $name ) {
			$list = get_option( $name );
			if ( is_array( $list ) ) {
				$list['next']   -= $seconds;
				$list['loaded'] -= 0 === $list['loaded'] ? 0 : $seconds;
				update_option( $name, $list );
			}
		}
	}

	/** The rows of the plugin in the table of options, by their names. */
	protected function rows() {
		global $wpdb;
		$rows = $wpdb->get_results( "SELECT option_name, option_value FROM $wpdb->options WHERE option_name LIKE '%my\_groups\_badge%'" );
		return array_column( $rows, 'option_value', 'option_name' );
	}

	/** Logs a user of a role in. */
	protected function log_in( $role ) {
		$id = username_exists( $role );
		if ( ! $id ) {
			$id = wp_create_user( $role, $role, "$role@blog.example" );
			get_user_by( 'id', $id )->set_role( $role );
		}
		wp_set_current_user( $id );
	}

	/** The preview of the block that the editor requests. */
	protected function preview( $attributes ) {
		$this->start_page();
		$request = new WP_REST_Request( 'GET', '/wp/v2/block-renderer/my-groups-badge/badge' );
		$request->set_query_params( array( 'context' => 'edit', 'attributes' => $attributes ) );
		$response = rest_do_request( $request );
		$this->assertSame( 200, $response->get_status(), wp_json_encode( $response->get_data() ) );
		return $response->get_data()['rendered'];
	}
}
