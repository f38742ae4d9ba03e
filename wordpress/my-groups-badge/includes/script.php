<?php
/**
 * The badge's script, on the pages that have a badge.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * Adds the script to the page. The script is a module. WordPress supports modules since version 6.5; for earlier versions see
 * my_groups_badge_script_tag().
 *
 * If the folder `embed` is missing, there is no script, and readers see the list that PHP has written.
 */
function my_groups_badge_enqueue_script() {
	$file = plugin_dir_path( MY_GROUPS_BADGE_FILE ) . 'embed/my-groups-badge.js';
	if ( ! is_readable( $file ) ) {
		return;
	}
	$address = plugins_url( 'embed/my-groups-badge.js', MY_GROUPS_BADGE_FILE );
	$version = substr( md5_file( $file ), 0, 8 );
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( 'my-groups-badge', $address, array(), $version );
	} else {
		wp_enqueue_script( 'my-groups-badge', $address, array(), $version, true );
	}
}

/**
 * Makes the script a module if WordPress is older than 6.5.
 *
 * @param string $tag    The tag.
 * @param string $handle The script's name.
 * @param string $src    Its address.
 * @return string The tag.
 */
function my_groups_badge_script_tag( $tag, $handle, $src ) {
	if ( 'my-groups-badge' !== $handle ) {
		return $tag;
	}
	return wp_get_script_tag(
		array(
			'type' => 'module',
			'src'  => $src,
			'id'   => 'my-groups-badge-js',
		)
	);
}
