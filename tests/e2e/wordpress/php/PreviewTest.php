<?php

require_once __DIR__ . '/PluginTestCase.php';

/** The editor shows the author the list, or the reason why there is no list. */
final class PreviewTest extends PluginTestCase {
	/** @return array[] Documents, and what the explanation must name. */
	public static function documents_without_a_list() {
		return array(
			'missing'        => array( array( 404 ), '404' ),
			'forbidden'      => array( array( 403 ), '403' ),
			'server error'   => array( array( 503 ), '503' ),
			'no response'    => array( new WP_Error( 'http_request_failed', 'Connection refused & gone' ), 'Connection refused &amp; gone' ),
			'redirect loop'  => array( array( 301, '', array( 'location' => self::OTHER ) ), 'redirect' ),
			'too large'      => array( array( 200, str_repeat( ' ', 2 * MB_IN_BYTES ) ), '1 MB' ),
			'XML'            => array( array( 200, '<?xml version="1.0"?><rsp stat="ok"/>' ), 'JSON' ),
			'HTML'           => array( array( 200, "\n<!doctype html>" ), 'JSON' ),
			'other JSON'     => array( array( 200, '{"groups": []}' ), 'getMyGroups' ),
			'an API error'   => array( array( 200, '{"rsp": {"stat": "fail"}}' ), 'error' ),
			'private groups' => array( array( 200, '{"rsp": {"stat": "ok", "group": [{"id": 1, "name": "A", "is_private": 1}]}}' ), 'public' ),
		);
	}

	/** @dataProvider documents_without_a_list */
	public function test_the_preview_says_why_there_is_no_list( $response, $reason ) {
		$this->responses[ self::OTHER ] = $response;
		$this->log_in( 'author' );
		$preview = $this->preview( array( 'src' => self::OTHER ) );
		$this->assertStringContainsString( 'my-groups-badge-problem', $preview );
		$this->assertStringContainsString( $reason, $preview );
		// Readers do not see it.
		$this->start_page();
		$block = serialize_block( array( 'blockName' => 'my-groups-badge/badge', 'attrs' => array( 'src' => self::OTHER ), 'innerContent' => array() ) );
		$this->assertStringNotContainsString( 'my-groups-badge-problem', do_blocks( $block ) );
		$this->assertStringNotContainsString( 'my-groups-badge-problem', do_shortcode( '[my_groups_badge src=' . self::OTHER . ']' ) );
	}

	public function test_every_problem_has_an_explanation() {
		$code = implode( array_map( 'file_get_contents', glob( dirname( MY_GROUPS_BADGE_FILE ) . '/includes/*.php' ) ) );
		preg_match_all( "/my_groups_badge_(?:problem|Stop)\(.*?'([a-z-]+)'/i", $code, $found );
		$codes = array_unique( $found[1] );
		$this->assertGreaterThan( 12, count( $codes ) );
		foreach ( $codes as $code ) {
			$this->assertNotSame( '', my_groups_badge_explain( my_groups_badge_problem( $code, 7 ) ), $code );
		}
	}

	public function test_an_old_list_stays_beside_the_reason() {
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		$this->log_in( 'author' );
		$preview = $this->preview( array( 'src' => self::OTHER ) );
		$this->assertStringContainsString( 'Choir', $preview );
		$this->assertStringNotContainsString( 'my-groups-badge-problem', $preview );
		$this->responses[ self::OTHER ] = array( 500 );
		$this->age();
		$preview = $this->preview( array( 'src' => self::OTHER ) );
		$this->assertStringContainsString( 'Choir', $preview );
		$this->assertStringContainsString( '500', $preview );
	}

	public function test_the_preview_tries_again_after_a_failure() {
		$this->responses[ self::OTHER ] = array( 404 );
		$this->log_in( 'author' );
		$this->assertStringContainsString( '404', $this->preview( array( 'src' => self::OTHER ) ) );
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		$this->assertStringContainsString( 'Choir', $this->preview( array( 'src' => self::OTHER ) ) );
	}

	public function test_the_preview_waits_for_another_request_and_readers_do_not() {
		$tries = 0;
		$count = function ( $query ) use ( &$tries ) {
			if ( strpos( $query, 'INSERT IGNORE' ) === 0 ) {
				++$tries;
				if ( 3 === $tries ) {
					// The other request has ended.
					my_groups_badge_unlock( self::OTHER );
				}
			}
			return $query;
		};
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		my_groups_badge_lock( self::OTHER );
		add_filter( 'query', $count );
		$this->assertSame( array(), $this->names( self::OTHER ) );
		$this->assertSame( 1, $tries );
		$this->log_in( 'author' );
		$this->assertStringContainsString( 'Choir', $this->preview( array( 'src' => self::OTHER ) ) );
		remove_filter( 'query', $count );
		$this->assertSame( 3, $tries );
		$this->assertCount( 1, $this->requested );
	}

	public function test_a_contributor_learns_who_may_add_the_address() {
		$this->log_in( 'contributor' );
		$preview = $this->preview( array( 'src' => self::OTHER ) );
		$this->assertStringContainsString( esc_html( my_groups_badge_explain( my_groups_badge_problem( 'rights' ) ) ), $preview );
	}

	public function test_colours_and_spacing_are_applied_once() {
		$this->responses[ self::OTHER ] = array( 200, self::document( 'Choir' ) );
		$this->log_in( 'author' );
		$style   = array( 'spacing' => array( 'padding' => '7px', 'margin' => '9px' ) );
		$preview = $this->preview( array( 'src' => self::OTHER, 'style' => $style, 'backgroundColor' => 'red' ) );
		$this->assertStringStartsWith( '<my-groups-badge ', $preview );
		$this->assertDoesNotMatchRegularExpression( '/7px|9px|has-|wp-block/', $preview );

		$this->start_page();
		$attributes = array( 'src' => self::OTHER, 'style' => $style );
		$block      = do_blocks( serialize_block( array( 'blockName' => 'my-groups-badge/badge', 'attrs' => $attributes, 'innerContent' => array() ) ) );
		$this->assertSame( 1, substr_count( $block, '7px' ) );
	}

	public function test_the_privacy_policy_names_what_the_plugin_does() {
		require_once ABSPATH . 'wp-admin/includes/class-wp-privacy-policy-content.php';
		$suggest = 'my_groups_badge_suggest_privacy_policy';
		$this->assertSame( 10, has_action( 'admin_init', $suggest ) );
		// The other actions would look for updates.
		remove_all_actions( 'admin_init' );
		add_action( 'admin_init', $suggest );
		set_current_screen( 'privacy' );
		do_action( 'admin_init' );
		$texts = array_column( WP_Privacy_Policy_Content::get_suggested_policy_text(), 'policy_text', 'plugin_name' );
		$this->assertStringContainsString( 'IP', $texts['My Groups badge'] );
		$this->assertStringContainsString( 'cookies', $texts['My Groups badge'] );
	}
}
