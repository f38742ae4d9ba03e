<?php
// What the tests alter in WordPress: for how long a list is new, and pages that allow no script.

add_filter(
	'my_groups_badge_cache_seconds',
	function ( $seconds ) {
		$file = ABSPATH . 'cache-seconds';
		return is_readable( $file ) ? (int) file_get_contents( $file ) : $seconds;
	}
);
add_action(
	'send_headers',
	function () {
		if ( isset( $_GET['no-script'] ) ) {
			header( "Content-Security-Policy: script-src 'none'" );
		}
	}
);
// Browsers ask for one, and WordPress redirects to it.
add_action( 'wp_head', fn () => print( '<link rel="icon" href="data:,">' ) );
