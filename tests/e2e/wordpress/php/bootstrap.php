<?php
// Loads the WordPress in the folder that the environment variable SITE names, before PHPUnit starts: WordPress wants to be
// loaded outside of functions. `cargo xtask test wordpress` sets a WordPress up and starts PHPUnit.

$site = getenv( 'SITE' );
if ( ! $site ) {
	exit( "SITE is not set: run these tests by `cargo xtask test wordpress`.\n" );
}
define( 'WP_DISABLE_FATAL_ERROR_HANDLER', true );
require "$site/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/admin.php';
