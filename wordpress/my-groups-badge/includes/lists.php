<?php
/**
 * Loads and stores the list of groups of each address.
 *
 * A stored list is an array with these keys:
 *
 * - `groups`: the public groups, as my_groups_badge_read() returns them,
 * - `loaded`: the time at which the groups were loaded; 0 if they were never loaded,
 * - `is_file`: whether the groups were read from a file of this site,
 * - `next`: the time from which on the document is loaded again,
 * - `problem`: why the last attempt failed, as my_groups_badge_problem() returns it; null if it did not fail.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/** How the names of all transients begin. uninstall.php contains the same text. */
const MY_GROUPS_BADGE_TRANSIENT = 'my_groups_badge_';

/** How the names of all locks begin. uninstall.php contains the same text. */
const MY_GROUPS_BADGE_LOCK = 'my_groups_badge_lock_';

/** For how many seconds a failed attempt is remembered. */
const MY_GROUPS_BADGE_RETRY_SECONDS = MINUTE_IN_SECONDS;

/** The transient that says that this site does not respond to its own requests. */
const MY_GROUPS_BADGE_NO_LOOPBACK = MY_GROUPS_BADGE_TRANSIENT . 'no_loopback';

/**
 * Describes why there is no list, or no new one.
 *
 * @param string     $code   The kind of problem. my_groups_badge_explain() lists the kinds.
 * @param string|int $detail What belongs to the kind: a status, or the message of an error.
 * @return array The code and the detail.
 */
function my_groups_badge_problem( $code, $detail = '' ) {
	return compact( 'code', 'detail' );
}

/**
 * Returns the list of the document at an address. Loads the document if the stored list is too old.
 *
 * If loading fails, the last good list is kept until it is a week old. If the document was deleted, the list becomes empty.
 *
 * @param string $address The absolute address of the document.
 * @return array The list.
 */
function my_groups_badge_get_list( $address ) {
	$list = my_groups_badge_stored_list( $address );
	// An author who has corrected a document sees the result at once.
	$is_retry = null !== $list['problem'] && my_groups_badge_is_preview();
	if ( time() < $list['next'] && ! $is_retry ) {
		return $list;
	}
	$file = my_groups_badge_local_file( $address );
	if ( '' !== $file ) {
		$list = my_groups_badge_update_list( $list, my_groups_badge_read_file( $file ) );

		$list['is_file'] = true;
		my_groups_badge_store_list( $address, $list );
		return $list;
	}
	$obstacle = my_groups_badge_obstacle( $address, $list );
	if ( null !== $obstacle ) {
		$list['problem'] = $obstacle;
		if ( $list['is_file'] && 'no-loopback' === $obstacle['code'] ) {
			$list['groups'] = array();
		}
		return $list;
	}
	$is_locked = my_groups_badge_is_preview() ? my_groups_badge_wait_for_lock( $address ) : my_groups_badge_lock( $address );
	if ( ! $is_locked ) {
		// Another request loads the document at this moment.
		$list['problem'] = $list['problem'] ?? my_groups_badge_problem( 'busy' );
		return $list;
	}
	try {
		// The request that held the lock until now may have stored a new list.
		my_groups_badge_forget_cached( $address );
		$list = my_groups_badge_stored_list( $address );
		if ( $is_retry || time() >= $list['next'] ) {
			$list = my_groups_badge_update_list( $list, my_groups_badge_fetch( $address ) );
			my_groups_badge_store_list( $address, $list );
		}
	} finally {
		my_groups_badge_unlock( $address );
	}
	return $list;
}

/**
 * Returns the reason why this request must not fetch a document.
 *
 * @param string $address The absolute address of the document.
 * @param array  $list    The stored list.
 * @return array|null The problem; null if the document may be fetched.
 */
function my_groups_badge_obstacle( $address, $list ) {
	if ( my_groups_badge_is_own_request() ) {
		return my_groups_badge_problem( 'nested' );
	}
	if ( 0 === $list['loaded'] && ! my_groups_badge_may_add_address() ) {
		return my_groups_badge_problem( 'rights' );
	}
	if ( my_groups_badge_is_own_site( $address ) && ! my_groups_badge_is_preview() ) {
		$error = get_transient( MY_GROUPS_BADGE_NO_LOOPBACK );
		if ( false !== $error ) {
			return my_groups_badge_problem( 'no-loopback', $error );
		}
	}
	if ( my_groups_badge_remaining_seconds() < MY_GROUPS_BADGE_LEAST_SECONDS ) {
		return my_groups_badge_problem( 'busy' );
	}
	return null;
}

/**
 * Returns whether the current user may make the server fetch an address for the first time.
 *
 * Contributors may write posts, and see them rendered, before an editor has approved them. Everybody who cannot write posts
 * sees published posts only, which somebody with the right to publish has approved.
 *
 * @return bool Whether the user may.
 */
function my_groups_badge_may_add_address() {
	return current_user_can( 'publish_posts' ) || ! current_user_can( 'edit_posts' );
}

/**
 * Returns a list after an attempt to load its document.
 *
 * @param array        $list The list before the attempt.
 * @param string|array $text The text of the document, or the problem.
 * @return array The list.
 */
function my_groups_badge_update_list( $list, $text ) {
	/**
	 * Filters for how many seconds a list is used before its document is loaded again.
	 *
	 * @param int $seconds Seconds.
	 */
	$pause   = (int) apply_filters( 'my_groups_badge_cache_seconds', 15 * MINUTE_IN_SECONDS );
	$groups  = is_array( $text ) ? $text : my_groups_badge_read( $text );
	$problem = isset( $groups['code'] ) ? $groups : null;
	if ( null === $problem ) {
		$list['groups']  = $groups;
		$list['loaded']  = time();
		$list['is_file'] = false;
	} else {
		$pause = min( $pause, MY_GROUPS_BADGE_RETRY_SECONDS );
		if ( my_groups_badge_is_deleted( $list, $problem ) ) {
			$list['groups'] = array();
		}
	}
	$list['problem'] = $problem;
	$list['next']    = time() + $pause;
	return $list;
}

/**
 * Returns whether a problem means that the document was deleted, so that its list must no longer be shown.
 *
 * @param array $list    The list before the attempt.
 * @param array $problem The problem.
 * @return bool Whether the document was deleted.
 */
function my_groups_badge_is_deleted( $list, $problem ) {
	switch ( $problem['code'] ) {
		case 'status':
			// The list of a file that is missing now is not kept for another status, such as 401 of a protected site.
			return $list['is_file'] || in_array( $problem['detail'], array( 404, 410 ), true );
		case 'no-response':
		case 'timeout':
			return $list['is_file'];
		default:
			return false;
	}
}

/**
 * Returns the stored list of an address.
 *
 * @param string $address The absolute address of the document.
 * @return array The list; without groups if no list is stored, or if its groups are older than a week.
 */
function my_groups_badge_stored_list( $address ) {
	$list   = array(
		'groups'  => array(),
		'loaded'  => 0,
		'is_file' => false,
		'next'    => 0,
		'problem' => null,
	);
	$stored = get_transient( my_groups_badge_transient( $address ) );
	if ( is_array( $stored ) ) {
		$list = array_merge( $list, $stored );
	}
	if ( $list['loaded'] + WEEK_IN_SECONDS < time() ) {
		$list['groups'] = array();
		$list['loaded'] = 0;
	}
	return $list;
}

/**
 * Makes WordPress read the list of an address from the database again. It keeps what it has read for the rest of the request.
 *
 * @param string $address The absolute address of the document.
 */
function my_groups_badge_forget_cached( $address ) {
	if ( wp_using_ext_object_cache() ) {
		return;
	}
	$transient = my_groups_badge_transient( $address );
	wp_cache_delete_multiple( array( 'notoptions', "_transient_$transient", "_transient_timeout_$transient" ), 'options' );
}

/**
 * Stores the list of an address: a week from the time at which its groups were loaded, and a failure without groups only
 * until the next attempt.
 *
 * @param string $address The absolute address of the document.
 * @param array  $list    The list.
 */
function my_groups_badge_store_list( $address, $list ) {
	$transient  = my_groups_badge_transient( $address );
	$is_failure = null !== $list['problem'] && array() === $list['groups'];
	$expires    = $is_failure ? $list['next'] : $list['loaded'] + WEEK_IN_SECONDS;
	// A lifetime of 0 would mean "forever".
	$lifetime = max( 1, $expires - time() );
	set_transient( $transient, $list, $lifetime );
	if ( get_transient( $transient ) === $list ) {
		return;
	}
	// The database or the cache has refused the list. A small entry is stored, so that the next request does not fetch again.
	$list['groups']  = array();
	$list['problem'] = my_groups_badge_problem( 'not-stored' );
	set_transient( $transient, $list, $lifetime );
}

/**
 * Returns the name of the transient of an address.
 *
 * @param string $address The absolute address of the document.
 * @return string The name.
 */
function my_groups_badge_transient( $address ) {
	return MY_GROUPS_BADGE_TRANSIENT . md5( $address );
}

/**
 * Claims the right to fetch an address, so that only one request at a time fetches it. A lock that was not released, because
 * PHP was ended, is ignored after a minute.
 *
 * @param string $address The absolute address of the document.
 * @return bool Whether this request may fetch the address.
 */
function my_groups_badge_lock( $address ) {
	global $wpdb;
	$name = MY_GROUPS_BADGE_LOCK . md5( $address );
	if ( wp_using_ext_object_cache() ) {
		return wp_cache_add( $name, 1, 'my-groups-badge', MY_GROUPS_BADGE_RETRY_SECONDS );
	}
	$now = time();
	// phpcs:disable WordPress.DB.DirectDatabaseQuery -- add_option() overwrites an existing option, so it is no lock.
	$is_new = $wpdb->query(
		$wpdb->prepare(
			"INSERT IGNORE INTO $wpdb->options ( option_name, option_value, autoload ) VALUES ( %s, %d, 'no' )",
			$name,
			$now
		)
	);
	if ( $is_new ) {
		return true;
	}
	return (bool) $wpdb->query(
		$wpdb->prepare(
			"UPDATE $wpdb->options SET option_value = %d WHERE option_name = %s AND CAST( option_value AS UNSIGNED ) < %d",
			$now,
			$name,
			$now - MY_GROUPS_BADGE_RETRY_SECONDS
		)
	);
	// phpcs:enable
}

/**
 * Claims the right to fetch an address for the preview in the editor, which waits for another request: when a post is saved,
 * WordPress renders it at the same time.
 *
 * @param string $address The absolute address of the document.
 * @return bool Whether this request may fetch the address.
 */
function my_groups_badge_wait_for_lock( $address ) {
	$pause = 0.1;
	while ( ! my_groups_badge_lock( $address ) ) {
		if ( my_groups_badge_remaining_seconds() - $pause < MY_GROUPS_BADGE_LEAST_SECONDS ) {
			return false;
		}
		usleep( (int) ( $pause * 1000000 ) );
		$GLOBALS['my_groups_badge_spent_seconds'] += $pause;
	}
	return true;
}

/**
 * Releases the lock of an address.
 *
 * @param string $address The absolute address of the document.
 */
function my_groups_badge_unlock( $address ) {
	global $wpdb;
	$name = MY_GROUPS_BADGE_LOCK . md5( $address );
	if ( wp_using_ext_object_cache() ) {
		wp_cache_delete( $name, 'my-groups-badge' );
		return;
	}
	// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- The lock is no option that WordPress has loaded.
	$wpdb->delete( $wpdb->options, array( 'option_name' => $name ) );
}
