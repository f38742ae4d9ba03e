<?php
/**
 * The document that `src` names, fetched now and then.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/** What the names of the transients begin with; uninstall.php has it too. */
const MY_GROUPS_BADGE_TRANSIENT = 'my_groups_badge_';

/**
 * The public groups of the document, as my_groups_badge_read() gives them, at most some minutes old.
 *
 * Where it cannot be fetched or read, the last good list stays, for a week.
 *
 * @param string $address The document's absolute address.
 * @return array[] The groups; none where there has never been a list.
 */
function my_groups_badge_groups( $address ) {
	$transient = MY_GROUPS_BADGE_TRANSIENT . md5( $address );
	$kept      = get_transient( $transient );
	$groups    = is_array( $kept ) ? $kept['groups'] : array();
	if ( is_array( $kept ) && time() < $kept['next'] ) {
		return $groups;
	}

	/**
	 * Filters for how many seconds a list is taken for new.
	 *
	 * @param int $seconds Seconds.
	 */
	$pause = (int) apply_filters( 'my_groups_badge_cache_seconds', 15 * MINUTE_IN_SECONDS );
	$keep  = function ( $groups, $pause ) use ( $transient ) {
		$next = time() + $pause;
		set_transient( $transient, compact( 'groups', 'next' ), WEEK_IN_SECONDS );
	};
	$retry = min( $pause, MINUTE_IN_SECONDS );
	if ( $groups ) {
		// One visitor waits for the document; whoever comes meanwhile gets the list as it was.
		$keep( $groups, $retry );
	}
	$read = my_groups_badge_read( my_groups_badge_fetch( $address ) );
	if ( null === $read ) {
		$keep( $groups, $retry );
	} else {
		$groups = $read;
		$keep( $groups, $pause );
	}
	return $groups;
}

/**
 * Fetches a document. WordPress refuses addresses of the server's own network, also as the goal of a redirect; the
 * site's own are allowed.
 *
 * @param string $address Its absolute address.
 * @return string Its text; empty where there is none.
 */
function my_groups_badge_fetch( $address ) {
	$response = wp_safe_remote_get(
		$address,
		array(
			'timeout'             => 3,
			'redirection'         => 2,
			// What is cut there is no JSON any more.
			'limit_response_size' => MB_IN_BYTES,
			'headers'             => array( 'Accept' => 'application/json' ),
		)
	);
	return 200 === wp_remote_retrieve_response_code( $response ) ? wp_remote_retrieve_body( $response ) : '';
}
