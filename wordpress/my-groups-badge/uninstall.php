<?php
/**
 * Removes what the plugin has stored: the lists, and the locks of requests that were ended. (Lists in a cache outside of the
 * database expire there.)
 *
 * @package My_Groups_Badge
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Removes the options of the current site.
 */
function my_groups_badge_delete_options() {
	global $wpdb;
	foreach ( array( '_transient_my_groups_badge_', '_transient_timeout_my_groups_badge_', 'my_groups_badge_lock_' ) as $prefix ) {
		$pattern = $wpdb->esc_like( $prefix ) . '%';
		$names   = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s", $pattern ) );
		array_map( 'delete_option', $names );
	}
}

if ( is_multisite() ) {
	$my_groups_badge_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $my_groups_badge_sites as $my_groups_badge_site ) {
		switch_to_blog( $my_groups_badge_site );
		my_groups_badge_delete_options();
		restore_current_blog();
	}
} else {
	my_groups_badge_delete_options();
}
