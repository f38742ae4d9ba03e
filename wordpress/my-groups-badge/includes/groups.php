<?php
/**
 * Reads the groups of a getMyGroups response in JSON. It accepts the same JSON documents as the badge.
 *
 * The limits prevent a large document from using up PHP's memory, and a list from exceeding the size that a database or a
 * cache can store.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/** How many objects and arrays a document may contain: a nested value needs much more memory than its text. */
const MY_GROUPS_BADGE_MAX_VALUES = 50000;

/** How many groups are stored. The badge itself shows all of them. */
const MY_GROUPS_BADGE_MAX_GROUPS = 1000;

/** How many bytes the texts of all stored groups may have together. */
const MY_GROUPS_BADGE_MAX_LIST_BYTES = 256 * KB_IN_BYTES;

/** How many characters of a name are stored. */
const MY_GROUPS_BADGE_MAX_NAME = 300;

/** How many bytes an id or a URL may have. */
const MY_GROUPS_BADGE_MAX_URL_BYTES = 2000;

/**
 * Reads the public groups of a response.
 *
 * @param string $json The response.
 * @return array The groups, each with the texts `id`, `name`, `created` and `url`, and with `count`, a number or null. Or the
 *               problem if the response contains no list.
 */
function my_groups_badge_read( $json ) {
	$values = substr_count( $json, '{' ) + substr_count( $json, '[' );
	if ( $values > MY_GROUPS_BADGE_MAX_VALUES ) {
		return my_groups_badge_problem( 'too-large' );
	}
	$json     = preg_replace( '/^\xEF\xBB\xBF/', '', $json );
	$response = json_decode( $json, true, 64, JSON_BIGINT_AS_STRING | JSON_INVALID_UTF8_SUBSTITUTE );
	$rsp      = is_array( $response ) && isset( $response['rsp'] ) ? $response['rsp'] : null;
	if ( ! is_array( $rsp ) ) {
		return my_groups_badge_problem( 0 === strpos( ltrim( $json ), '<' ) ? 'not-json' : 'format' );
	}
	$is_ok = isset( $rsp['stat'] ) ? 'ok' === $rsp['stat'] : ! isset( $rsp['error'] ) && isset( $rsp['group'] );
	if ( ! $is_ok ) {
		return my_groups_badge_problem( 'api' );
	}
	$entries = my_groups_badge_entries( $rsp['group'] ?? array() );
	if ( null === $entries ) {
		return my_groups_badge_problem( 'format' );
	}
	$groups = array_filter( array_map( 'my_groups_badge_read_group', $entries ) );
	if ( $entries && ! $groups ) {
		// A list of unreadable entries is not an empty list.
		return my_groups_badge_problem( 'format' );
	}
	return my_groups_badge_storable( my_groups_badge_public( $groups ) );
}

/**
 * Returns the entries of a list: of an array, of an object with numbers as keys, of an array or object under a single other
 * key, or of a single group in place of a list.
 *
 * @param mixed $list The value of `group`.
 * @return array|null The entries; null if the value is not a list.
 */
function my_groups_badge_entries( $list ) {
	if ( is_string( $list ) && '' === trim( $list ) ) {
		return array();
	}
	if ( ! is_array( $list ) ) {
		return null;
	}
	$other_keys = array_filter( array_keys( $list ), 'is_string' );
	if ( ! $other_keys ) {
		return array_values( $list );
	}
	$key = reset( $other_keys );
	if ( 1 === count( $list ) && is_array( $list[ $key ] ) && ! in_array( $key, array( 'id', 'name' ), true ) ) {
		return my_groups_badge_entries( $list[ $key ] );
	}
	return array( $list );
}

/**
 * Removes the private groups from a list.
 *
 * @param array[] $groups Groups as my_groups_badge_read_group() returns them.
 * @return array[] The public groups, without the key `is_private`.
 */
function my_groups_badge_public( $groups ) {
	$public = array();
	foreach ( $groups as $group ) {
		if ( ! $group['is_private'] ) {
			unset( $group['is_private'] );
			$public[] = $group;
		}
	}
	return $public;
}

/**
 * Cuts a list to the length that is stored.
 *
 * @param array[] $groups Groups.
 * @return array[] The first of them.
 */
function my_groups_badge_storable( $groups ) {
	$bytes = 0;
	$kept  = array();
	foreach ( array_slice( $groups, 0, MY_GROUPS_BADGE_MAX_GROUPS ) as $group ) {
		$bytes += strlen( implode( '', $group ) );
		if ( $bytes > MY_GROUPS_BADGE_MAX_LIST_BYTES ) {
			break;
		}
		$kept[] = $group;
	}
	return $kept;
}

/**
 * Reads one group.
 *
 * @param mixed $entry An entry of the list.
 * @return array|null The group; null if it has no usable id or name.
 */
function my_groups_badge_read_group( $entry ) {
	if ( ! is_array( $entry ) ) {
		return null;
	}
	$text = function ( $key ) use ( $entry ) {
		$value = $entry[ $key ] ?? '';
		$is_ok = is_scalar( $value ) && ! is_bool( $value );
		return $is_ok ? my_groups_badge_plain( (string) $value ) : '';
	};
	$id   = $text( 'id' );
	$name = $text( 'name' );
	// A name needs a visible character.
	if ( '' === $id || strlen( $id ) > MY_GROUPS_BADGE_MAX_URL_BYTES || ! preg_match( '/[^\p{Z}\p{C}]/u', $name ) ) {
		return null;
	}
	if ( mb_strlen( $name ) > MY_GROUPS_BADGE_MAX_NAME ) {
		$name = mb_substr( $name, 0, MY_GROUPS_BADGE_MAX_NAME ) . '…';
	}
	$created = $text( 'timestamp' );
	return array(
		'id'         => $id,
		'name'       => $name,
		'count'      => my_groups_badge_count( $text( 'member_count' ) ) ?? my_groups_badge_count( $text( 'num_members' ) ),
		'created'    => preg_match( '/^(?!0000)\d{4}-\d\d-\d\d/', $created ) ? substr( strtr( $created, 'Tt', '  ' ), 0, 19 ) : '',
		'url'        => my_groups_badge_web_url( $text( 'url' ) ),
		'is_private' => my_groups_badge_is_private( $entry['is_private'] ?? null ),
	);
}

/**
 * Reads a count: a whole number, also as `131.0` or with its digits in groups of three.
 *
 * @param string $text The text.
 * @return int|null The number; null if the text is not one, or if it is larger than 2^53.
 */
function my_groups_badge_count( $text ) {
	if ( preg_match( "/^[1-9]\d{0,2}([,. \u{a0}\u{2009}\u{202f}'’])\d{3}(?:\\1\d{3})*$/u", $text, $found ) ) {
		$text = str_replace( $found[1], '', $text );
	}
	if ( ! preg_match( '/^0*(\d{1,16})(?:\.0+)?$/', $text, $found ) ) {
		return null;
	}
	$count = (int) $found[1];
	return $count <= 2 ** 53 ? $count : null;
}

/**
 * Returns whether a value says that a group is private. Only a missing value and the usual forms of "no" say that it is
 * public.
 *
 * @param mixed $value The value of `is_private`.
 * @return bool Whether the group is private.
 */
function my_groups_badge_is_private( $value ) {
	if ( is_string( $value ) ) {
		return ! preg_match( '/^(?:false|f|no|n|off|public|[-+]?0[0.]*)?$/iD', trim( $value ) );
	}
	return ! in_array( $value, array( null, false, 0, 0.0, array() ), true );
}

/**
 * Returns a URL if it is an absolute one of http or https without a user name: `https://github.com@evil.example/` looks like a
 * URL of another host.
 *
 * @param string $url The URL.
 * @return string The URL; empty if it is not of this kind, or too long.
 */
function my_groups_badge_web_url( $url ) {
	$is_web = preg_match( '~^https?://[^/\\\\?#@]+(?:[/\\\\?#]|$)~iD', $url );
	return $is_web && strlen( $url ) <= MY_GROUPS_BADGE_MAX_URL_BYTES ? $url : '';
}

/**
 * Converts a text of a response to plain text on one line: removes tags and decodes entities once.
 *
 * @param string $text The text.
 * @return string Plain text.
 */
function my_groups_badge_plain( $text ) {
	$without = preg_replace( '~</?[a-z][^<>]*>~i', '', $text );
	// A name that consists of a tag only is shown as it is.
	$text = '' === trim( $without ) ? $text : $without;
	$text = html_entity_decode( $text, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	return trim( preg_replace( '/[\x00-\x20\x7F]+/', ' ', $text ) );
}

/**
 * Sorts groups as a badge does, and leaves out those that a badge does not show at first.
 *
 * @param array[] $groups     Groups.
 * @param array   $attributes The attributes of the badge.
 * @return array[] Groups.
 */
function my_groups_badge_arrange( $groups, $attributes ) {
	$orders = array(
		'members' => function ( $one, $other ) {
			// Groups without a count come last.
			return ( $other['count'] ?? -1 ) <=> ( $one['count'] ?? -1 );
		},
		'name'    => function ( $one, $other ) {
			return strcasecmp( remove_accents( $one['name'] ), remove_accents( $other['name'] ) );
		},
		'newest'  => function ( $one, $other ) {
			return strcmp( $other['created'], $one['created'] );
		},
	);
	$sort   = strtolower( trim( $attributes['sort'] ?? '' ) );
	if ( isset( $orders[ $sort ] ) ) {
		$groups = my_groups_badge_sort( $groups, $orders[ $sort ] );
	}
	$limit = my_groups_badge_whole_number( $attributes['limit'] ?? '' );
	return $limit > 0 ? array_slice( $groups, 0, $limit ) : $groups;
}

/**
 * Sorts groups, and keeps the order of equal ones. PHP does so itself from version 8.0 on.
 *
 * @param array[]  $groups  Groups.
 * @param callable $compare Compares two groups.
 * @return array[] The sorted groups.
 */
function my_groups_badge_sort( $groups, $compare ) {
	$places = array_keys( $groups );
	usort(
		$places,
		function ( $one, $other ) use ( $groups, $compare ) {
			$order = $compare( $groups[ $one ], $groups[ $other ] );
			return 0 === $order ? $one <=> $other : $order;
		}
	);
	return array_map(
		function ( $place ) use ( $groups ) {
			return $groups[ $place ];
		},
		$places
	);
}

/**
 * Reads a whole number that an author has written.
 *
 * @param string $text The text.
 * @return int The number; 0 if the text is anything else.
 */
function my_groups_badge_whole_number( $text ) {
	$text = trim( $text );
	return preg_match( '/^\d{1,9}$/', $text ) ? (int) $text : 0;
}
