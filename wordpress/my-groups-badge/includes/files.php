<?php
/**
 * Finds the file of a document that is on this site. It is read from the disk: many sites cannot reach themselves over
 * HTTP, for example in a container or behind a password.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * Returns the file of the document at an address.
 *
 * @param string $address The absolute address of the document.
 * @return string The path of the file; empty if the address does not lead to a file that may be read.
 */
function my_groups_badge_local_file( $address ) {
	foreach ( my_groups_badge_public_folders() as $url => $folder ) {
		$path = my_groups_badge_path_below( $address, $url );
		$file = '' === $path ? '' : my_groups_badge_file_in( $folder, $path );
		if ( '' !== $file ) {
			return $file;
		}
	}
	return '';
}

/**
 * Returns the folders whose files everybody can read, by their addresses: the uploads and the site's root folder.
 *
 * @return string[] Paths of folders.
 */
function my_groups_badge_public_folders() {
	$uploads = wp_get_upload_dir();
	$folders = array( $uploads['baseurl'] => $uploads['basedir'] );
	if ( is_multisite() && ! is_main_site() ) {
		// The root folder belongs to the main site of a network.
		return $folders;
	}
	$site = untrailingslashit( site_url() );
	$home = untrailingslashit( home_url() );
	$root = untrailingslashit( ABSPATH );

	$folders[ $site ] = $root;
	// WordPress may be installed in a folder below the site's root, such as /wp.
	$below = my_groups_badge_path_below( $site, $home );
	if ( '' !== $below && substr( $root, -strlen( "/$below" ) ) === "/$below" ) {
		$folders[ $home ] = substr( $root, 0, -strlen( "/$below" ) );
	}
	return $folders;
}

/**
 * Returns the path of an address below another one.
 *
 * @param string $address An absolute address.
 * @param string $url     The address of a folder.
 * @return string The decoded path without a slash at its beginning; empty if the address is not below the other.
 */
function my_groups_badge_path_below( $address, $url ) {
	$folder = trailingslashit( rawurldecode( wp_parse_url( $url, PHP_URL_PATH ) ?? '' ) );
	$path   = rawurldecode( wp_parse_url( $address, PHP_URL_PATH ) ?? '' );
	$begins = 0 === strpos( $path, $folder );
	if ( ! $begins || my_groups_badge_host( $address ) !== my_groups_badge_host( $url ) ) {
		return '';
	}
	return substr( $path, strlen( $folder ) );
}

/**
 * Returns a document in a folder.
 *
 * @param string $folder The path of the folder.
 * @param string $path   The path of the file in the folder.
 * @return string The real path of the file; empty if there is no such file, or if it may not be read.
 */
function my_groups_badge_file_in( $folder, $path ) {
	if ( ! my_groups_badge_is_document_path( $path ) ) {
		return '';
	}
	$root = realpath( $folder );
	$file = realpath( "$folder/$path" );
	if ( false === $root || false === $file || ! is_file( $file ) || ! is_readable( $file ) ) {
		return '';
	}
	$root = trailingslashit( wp_normalize_path( $root ) );
	$file = wp_normalize_path( $file );
	// A link may lead to another folder, or to a file that is not a document.
	if ( 0 !== strpos( $file, $root ) || ! my_groups_badge_is_document_path( substr( $file, strlen( $root ) ) ) ) {
		return '';
	}
	return $file;
}

/**
 * Returns whether a path can be that of a public document: a JSON or XML file, neither hidden nor in a hidden folder.
 *
 * @param string $path A path with slashes.
 * @return bool Whether it can.
 */
function my_groups_badge_is_document_path( $path ) {
	return 1 === preg_match( '~^(?:[^./\\\\:\x00-\x1F][^/\\\\:\x00-\x1F]*/)*[^./\\\\:\x00-\x1F][^/\\\\:\x00-\x1F]*\.(?:json|xml)$~iD', $path );
}
