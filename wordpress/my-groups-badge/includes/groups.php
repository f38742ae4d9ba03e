<?php
/**
 * A getMyGroups response into groups. What the companion writes is read, and the forms that are common besides; the
 * badge itself reads more, XML among it, and then there is only no list before it has.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * The public groups of a response.
 *
 * @param string $json The response.
 * @return array[]|null Each with the texts `id`, `name`, `created` and `url`, and the number `count` or null. Null where
 *                      the response has no list.
 */
function my_groups_badge_read( $json ) {
	$json     = preg_replace( '/^\xEF\xBB\xBF/', '', $json );
	$response = json_decode( $json, true, 64, JSON_BIGINT_AS_STRING );
	$rsp      = is_array( $response ) && isset( $response['rsp'] ) ? $response['rsp'] : null;
	if ( ! is_array( $rsp ) || ! isset( $rsp['stat'] ) || 'ok' !== $rsp['stat'] ) {
		return null;
	}
	$entries = isset( $rsp['group'] ) ? $rsp['group'] : array();
	if ( '' === $entries ) {
		$entries = array();
	}
	if ( ! is_array( $entries ) ) {
		return null;
	}
	if ( isset( $entries['id'], $entries['name'] ) ) {
		// A single group in place of a list of one.
		$entries = array( $entries );
	}
	$groups = array_filter( array_map( 'my_groups_badge_read_group', $entries ) );
	if ( $entries && ! $groups ) {
		// Nothing but what cannot be read is no empty list.
		return null;
	}
	$is_public = function ( $group ) {
		return ! $group['is_private'];
	};
	$groups    = array_values( array_filter( $groups, $is_public ) );
	foreach ( $groups as &$group ) {
		unset( $group['is_private'] );
	}
	return $groups;
}

/**
 * One group.
 *
 * @param mixed $entry What stands in the list.
 * @return array|null The group; null where it has no usable id or name.
 */
function my_groups_badge_read_group( $entry ) {
	if ( ! is_array( $entry ) ) {
		return null;
	}
	$text = function ( $key ) use ( $entry ) {
		$value = isset( $entry[ $key ] ) ? $entry[ $key ] : '';
		return is_scalar( $value ) && ! is_bool( $value ) ? my_groups_badge_plain( (string) $value ) : '';
	};
	$id    = $text( 'id' );
	$name  = $text( 'name' );
	// Characters without a shape are no name.
	if ( '' === $id || ! preg_match( '/[^\p{Z}\p{C}]/u', $name ) ) {
		return null;
	}
	$created = $text( 'timestamp' );
	$counts  = preg_grep( '/^\d{1,16}$/', array( $text( 'member_count' ), $text( 'num_members' ) ) );
	return array(
		'id'         => $id,
		'name'       => $name,
		'count'      => $counts ? (int) reset( $counts ) : null,
		'created'    => preg_match( '/^(?!0000)\d{4}-\d\d-\d\d/', $created ) ? strtr( $created, 'T', ' ' ) : '',
		'url'        => $text( 'url' ),
		'is_private' => my_groups_badge_is_private( isset( $entry['is_private'] ) ? $entry['is_private'] : null ),
	);
}

/**
 * Whether a value says that a group is private: all do but nothing, and a plain no.
 *
 * @param mixed $value The value of `is_private`.
 * @return bool Whether it does.
 */
function my_groups_badge_is_private( $value ) {
	$value = is_string( $value ) ? trim( $value ) : $value;
	return ! in_array( $value, array( null, false, 0, 0.0, '', '0', '0.0', 'false', array() ), true );
}

/**
 * Text of a response as plain text on one line: tags dropped, entities decoded once.
 *
 * @param string $text The text.
 * @return string Plain text.
 */
function my_groups_badge_plain( $text ) {
	$without = preg_replace( '~</?[a-z][^<>]*>~i', '', $text );
	// A name that is nothing but a tag stands as it is.
	$text = '' === trim( $without ) ? $text : $without;
	$text = html_entity_decode( $text, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	return trim( preg_replace( '/[\x00-\x20\x7F]+/', ' ', $text ) );
}

/**
 * The groups in the order that a badge has, and no more of them than it shows at first.
 *
 * @param array[] $groups     Groups.
 * @param array   $attributes The badge's attributes.
 * @return array[] Groups.
 */
function my_groups_badge_arrange( $groups, $attributes ) {
	$orders = array(
		'members' => function ( $one, $other ) {
			// What has no number comes last.
			return ( $other['count'] ?? -1 ) <=> ( $one['count'] ?? -1 );
		},
		'name'    => function ( $one, $other ) {
			return strcasecmp( remove_accents( $one['name'] ), remove_accents( $other['name'] ) );
		},
		'newest'  => function ( $one, $other ) {
			return strcmp( $other['created'], $one['created'] );
		},
	);
	$sort   = strtolower( $attributes['sort'] ?? '' );
	if ( isset( $orders[ $sort ] ) ) {
		usort( $groups, $orders[ $sort ] );
	}
	$limit = (int) ( $attributes['limit'] ?? 0 );
	return $limit > 0 ? array_slice( $groups, 0, $limit ) : $groups;
}
