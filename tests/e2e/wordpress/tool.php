<?php
// The commands of the tests for their WordPress: php tool.php COMMAND FOLDER, with a JSON object on standard input.

[ , $command, $folder ] = $argv;
$input = json_decode( stream_get_contents( STDIN ), true );

if ( 'install' === $command ) {
	$config = new mysqli( 'localhost', 'root', '', null, 0, dirname( $folder ) . '/socket' );
	$config->query( 'CREATE DATABASE wordpress' );
	define( 'WP_INSTALLING', true );
	// The function of WordPress would send a mail.
	function wp_new_blog_notification() {}
}
require "$folder/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

const PLUGIN = 'my-groups-badge/my-groups-badge.php';

switch ( $command ) {
	case 'install':
		wp_install( 'A blog', 'admin', 'admin@blog.example', true, '', 'admin' );
		wp_create_user( 'author', 'author', 'author@blog.example' );
		get_user_by( 'login', 'author' )->set_role( 'author' );
		switch_theme( $input['theme'] );
		// Avatars would be loaded from another host.
		update_option( 'show_avatars', 0 );
		$outcome = activate_plugin( PLUGIN );
		is_wp_error( $outcome ) && exit( $outcome->get_error_message() );
		break;
	case 'publish':
		// WordPress filters the content by the rights of the user.
		wp_set_current_user( get_user_by( 'login', $input['user'] )->ID );
		$post = array(
			'post_title'   => 'A post',
			'post_content' => $input['content'],
			'post_status'  => 'publish',
		);
		echo get_permalink( wp_insert_post( wp_slash( $post ) ) );
		break;
	case 'stored':
		$like = "SELECT option_value FROM $wpdb->options WHERE option_name LIKE '%my\_groups\_badge%'";
		echo wp_json_encode( $wpdb->get_col( $like ) );
		break;
	case 'forget':
		// Makes the lists so old that the documents are loaded again.
		foreach ( $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE '\_transient\_my\_groups%'" ) as $name ) {
			update_option( $name, array( 'next' => 0 ) + get_option( $name ) );
		}
		break;
	case 'uninstall':
		deactivate_plugins( PLUGIN );
		uninstall_plugin( PLUGIN );
		break;
}
