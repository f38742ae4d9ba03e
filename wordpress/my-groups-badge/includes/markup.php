<?php
/**
 * The tag with the list in it, as HTML on one line, of phrasing content alone: neither wpautop nor a browser's parser
 * moves any of it out of a paragraph. Headings and list items are roles, since `<h2>`, `<ul>` and `<li>` end one.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * The tag; in a feed the list alone.
 *
 * @param array $given What block or shortcode have: attributes by their names, and anything else.
 * @return string HTML.
 */
function my_groups_badge_markup( $given ) {
	$attributes = array();
	foreach ( my_groups_badge_attributes() as $name ) {
		if ( isset( $given[ $name ] ) && is_scalar( $given[ $name ] ) ) {
			// Editors, and WordPress' filter for authors, write an ampersand as HTML.
			$attributes[ $name ] = html_entity_decode( (string) $given[ $name ], ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		}
	}
	$src     = my_groups_badge_src( $attributes['src'] ?? '' );
	$content = my_groups_badge_list( $src, $attributes );
	if ( is_feed() ) {
		return $content;
	}
	my_groups_badge_enqueue_script();
	$tag = '<my-groups-badge';
	if ( '' !== $src ) {
		$tag .= ' src="' . my_groups_badge_escape_url( $src ) . '"';
	}
	unset( $attributes['src'] );
	foreach ( $attributes as $name => $value ) {
		$tag .= ' ' . $name . '="' . esc_attr( my_groups_badge_entities( $value ) ) . '"';
	}
	return $tag . '>' . $content . '</my-groups-badge>';
}

/**
 * The attributes that may stand in a post, a block or a shortcode: all of the element but those of direct mode, since a
 * token in a post is a token given away.
 *
 * @return string[] Their names.
 */
function my_groups_badge_attributes() {
	static $names;
	$names = $names ?? require __DIR__ . '/attributes.php';
	return $names;
}

/**
 * The address of the document, for the tag. One that is relative to a page is made one of the site, since a post is seen on
 * many pages.
 *
 * @param string $src What the author wrote.
 * @return string The address; absolute, or a path that begins with a slash.
 */
function my_groups_badge_src( $src ) {
	$src         = trim( $src );
	$is_complete = '' === $src || '/' === $src[0] || preg_match( '~^[a-z][a-z0-9+.-]*:~i', $src );
	return $is_complete ? $src : WP_Http::make_absolute_url( $src, home_url( '/' ) );
}

/**
 * The list of the document at an address.
 *
 * @param string $src        The address, as my_groups_badge_src() gives it.
 * @param array  $attributes The badge's attributes.
 * @return string HTML; empty where there is no list.
 */
function my_groups_badge_list( $src, $attributes ) {
	if ( '' === $src ) {
		return '';
	}
	$groups = my_groups_badge_groups( WP_Http::make_absolute_url( $src, home_url( '/' ) ) );
	$groups = my_groups_badge_arrange( $groups, $attributes );
	if ( ! $groups ) {
		return '';
	}
	$items = array();
	foreach ( $groups as $group ) {
		$items[] = my_groups_badge_item( $group, $attributes['group-url'] ?? '' );
	}
	$separator = 'inline' === strtolower( $attributes['layout'] ?? '' ) ? ' · ' : '<br>';
	return my_groups_badge_heading( $attributes )
		. '<span role="list">' . implode( $separator, $items ) . '</span>';
}

/**
 * The heading.
 *
 * @param array $attributes The badge's attributes.
 * @return string HTML; empty where the badge has no heading.
 */
function my_groups_badge_heading( $attributes ) {
	$heading = trim( $attributes['heading'] ?? __( 'My Groups', 'my-groups-badge' ) );
	if ( '' === $heading ) {
		return '';
	}
	$level = (int) ( $attributes['heading-level'] ?? 2 );
	return sprintf(
		'<strong role="heading" aria-level="%d">%s</strong><br>',
		$level >= 1 && $level <= 6 ? $level : 2,
		esc_html( my_groups_badge_entities( $heading ) )
	);
}

/**
 * One group of the list.
 *
 * @param array  $group    The group.
 * @param string $template The badge's `group-url`.
 * @return string HTML.
 */
function my_groups_badge_item( $group, $template ) {
	$item = '<bdi>' . esc_html( my_groups_badge_entities( $group['name'] ) ) . '</bdi>';
	$url  = '' === $template ? $group['url'] : strtr(
		$template,
		array(
			'{id}'   => rawurlencode( $group['id'] ),
			'{name}' => rawurlencode( $group['name'] ),
		)
	);
	if ( preg_match( '~^https?://[^/\\\\?#]~i', $url ) ) {
		$item = '<a href="' . my_groups_badge_escape_url( $url ) . '">' . $item . '</a>';
	}
	if ( null !== $group['count'] ) {
		$members = sprintf(
			/* translators: %s: number of members. */
			_n( '%s member', '%s members', $group['count'], 'my-groups-badge' ),
			number_format_i18n( $group['count'] )
		);
		$item .= ' ' . esc_html( my_groups_badge_entities( $members ) );
	}
	return '<span role="listitem">' . $item . '</span>';
}

/**
 * All ASCII punctuation of a text as character references, for esc_html() and esc_attr(), which leave references as they
 * are. What a block writes is searched for shortcodes, smileys, quotes and "10x20" afterwards: a group named "[gallery]" is
 * none. (They are hexadecimal, since do_shortcode() turns the decimal ones of brackets back.)
 *
 * @param string $text Plain text.
 * @return string The same text.
 */
function my_groups_badge_entities( $text ) {
	$entity = function ( $found ) {
		return sprintf( '&#x%x;', ord( $found[0] ) );
	};
	return preg_replace_callback( '/[!-\/:-@[-`{-~]|(?<=\d)x(?=\d)/', $entity, preg_replace( '/[\x00-\x1F\x7F]/', ' ', $text ) );
}

/**
 * An address for an attribute, without what a shortcode could be made of.
 *
 * @param string $url The address.
 * @return string The address; empty where it is not of http or https.
 */
function my_groups_badge_escape_url( $url ) {
	$brackets = array(
		'[' => '%5B',
		']' => '%5D',
	);
	return esc_url( strtr( $url, $brackets ), array( 'http', 'https' ) );
}
