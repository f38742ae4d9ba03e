<?php
// The tests' changes to WordPress: the time after which a list is loaded again, and pages whose policy forbids scripts.

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
// Counts the requests for each page.
file_put_contents( ABSPATH . 'requests.log', ( $_SERVER['REQUEST_URI'] ?? 'php' ) . "\n", FILE_APPEND );
// Browsers request an icon, and WordPress redirects to it.
add_action( 'wp_head', fn () => print( '<link rel="icon" href="data:,">' ) );
