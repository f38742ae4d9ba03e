<?php
/**
 * Removes what the plugin has stored: the transients of the lists. (Those in a cache outside the database end by
 * themselves.)
 *
 * @package My_Groups_Badge
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Removes the transients of the current site.
 */
function my_groups_badge_delete_transients() {
	global $wpdb;
	foreach ( array( '_transient_my_groups_badge_', '_transient_timeout_my_groups_badge_' ) as $prefix ) {
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
		my_groups_badge_delete_transients();
		restore_current_blog();
	}
} else {
	my_groups_badge_delete_transients();
}
