<?php
/**
 * Writes the tag with the list in it: HTML on one line, of phrasing content only. So neither wpautop nor a browser's parser
 * moves a part of it out of a paragraph. Headings and list items are roles, because `<h2>`, `<ul>` and `<li>` would end a
 * paragraph.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * Returns the tag for the attributes of a block or shortcode.
 *
 * @param array $given The attributes by their names. Other entries are ignored.
 * @return string HTML.
 */
function my_groups_badge_markup( $given ) {
	$attributes = my_groups_badge_read_attributes( $given );
	return my_groups_badge_tag( $attributes, my_groups_badge_list_of( $attributes ) );
}

/**
 * Reads the attributes of a block or shortcode.
 *
 * @param array $given The attributes by their names. Other entries are ignored.
 * @return string[] The attributes by their names. `src` is as my_groups_badge_src() returns it.
 */
function my_groups_badge_read_attributes( $given ) {
	$attributes = array();
	foreach ( my_groups_badge_attributes() as $name ) {
		if ( isset( $given[ $name ] ) && is_scalar( $given[ $name ] ) ) {
			// Editors, and WordPress' filter for authors, write an ampersand as HTML.
			$attributes[ $name ] = html_entity_decode( (string) $given[ $name ], ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		}
	}
	$attributes['src'] = my_groups_badge_src( $attributes['src'] ?? '' );
	return $attributes;
}

/**
 * Returns the list that belongs to attributes.
 *
 * @param string[] $attributes The attributes as my_groups_badge_read_attributes() returns them.
 * @return array|null The list; null if the attributes name no document.
 */
function my_groups_badge_list_of( $attributes ) {
	$src = $attributes['src'];
	return '' === $src ? null : my_groups_badge_get_list( WP_Http::make_absolute_url( $src, home_url( '/' ) ) );
}

/**
 * Returns the tag with the list in it; in a feed only the list.
 *
 * @param string[]   $attributes The attributes as my_groups_badge_read_attributes() returns them.
 * @param array|null $list       The list.
 * @return string HTML.
 */
function my_groups_badge_tag( $attributes, $list ) {
	$groups  = null === $list ? array() : $list['groups'];
	$content = my_groups_badge_list_html( $groups, $attributes );
	if ( is_feed() ) {
		return $content;
	}
	my_groups_badge_enqueue_script();
	$tag = '<my-groups-badge';
	if ( '' !== $attributes['src'] ) {
		$tag .= ' src="' . my_groups_badge_escape_url( $attributes['src'] ) . '"';
	}
	unset( $attributes['src'] );
	foreach ( $attributes as $name => $value ) {
		$tag .= ' ' . $name . '="' . esc_attr( my_groups_badge_entities( $value ) ) . '"';
	}
	return $tag . '>' . $content . '</my-groups-badge>';
}

/**
 * Returns the attributes that a post, a block or a shortcode may contain: all attributes of the element except those of
 * direct mode, because everybody who can read the page can read a token in it.
 *
 * @return string[] Their names.
 */
function my_groups_badge_attributes() {
	static $names;
	$names = $names ?? require __DIR__ . '/attributes.php';
	return $names;
}

/**
 * Returns the URL of the document for the tag. A relative URL becomes one of the site, because a post is shown on many pages.
 *
 * @param string $src The URL that the author has written.
 * @return string The URL; absolute, or a path that begins with a slash.
 */
function my_groups_badge_src( $src ) {
	$src         = trim( $src );
	$is_complete = '' === $src || '/' === $src[0] || preg_match( '~^[a-z][a-z0-9+.-]*:~i', $src );
	return $is_complete ? $src : WP_Http::make_absolute_url( $src, home_url( '/' ) );
}

/**
 * Returns a list as HTML.
 *
 * @param array[]  $groups     The groups.
 * @param string[] $attributes The attributes of the badge.
 * @return string HTML; empty if there are no groups.
 */
function my_groups_badge_list_html( $groups, $attributes ) {
	$groups = my_groups_badge_arrange( $groups, $attributes );
	if ( ! $groups ) {
		return '';
	}
	$template = my_groups_badge_group_url( $attributes['group-url'] ?? '' );
	$items    = array();
	foreach ( $groups as $group ) {
		$items[] = my_groups_badge_item( $group, $template );
	}
	$separator = 'inline' === strtolower( trim( $attributes['layout'] ?? '' ) ) ? ' · ' : '<br>';
	return my_groups_badge_heading( $attributes )
		. '<span role="list">' . implode( $separator, $items ) . '</span>';
}

/**
 * Returns the heading.
 *
 * @param array $attributes The attributes of the badge.
 * @return string HTML; empty if the badge has no heading.
 */
function my_groups_badge_heading( $attributes ) {
	$heading = trim( $attributes['heading'] ?? __( 'My Groups', 'my-groups-badge' ) );
	if ( '' === $heading ) {
		return '';
	}
	$level = my_groups_badge_whole_number( $attributes['heading-level'] ?? '' );
	return sprintf(
		'<strong role="heading" aria-level="%d">%s</strong><br>',
		$level >= 1 && $level <= 6 ? $level : 2,
		esc_html( my_groups_badge_entities( $heading ) )
	);
}

/**
 * Returns the attribute `group-url` if the badge accepts it.
 *
 * @param string $template The value of the attribute.
 * @return string The template; empty if it is not a URL of http or https, or if it has no placeholder.
 */
function my_groups_badge_group_url( $template ) {
	$template = trim( $template );
	$is_web   = preg_match( '~^https?://~i', $template );
	$is_valid = $is_web && preg_match( '/\{(?:id|name)\}/', $template );
	return $is_valid ? $template : '';
}

/**
 * Returns one group of the list.
 *
 * @param array  $group    The group.
 * @param string $template The template as my_groups_badge_group_url() returns it.
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
	if ( '' !== $url ) {
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
 * Writes all ASCII punctuation of a text as character references, for esc_html() and esc_attr(), which keep references.
 * WordPress searches what a block or shortcode writes for shortcodes, smileys, quotes, "10x20" and "Wordpress": a group named
 * "[gallery]" must stay as it is. (The references are hexadecimal, because do_shortcode() decodes the decimal ones of
 * brackets.)
 *
 * @param string $text Plain text.
 * @return string The same text.
 */
function my_groups_badge_entities( $text ) {
	$entity = function ( $found ) {
		return sprintf( '&#x%x;', ord( $found[0] ) );
	};
	$text   = preg_replace( '/[\x00-\x1F\x7F]/', ' ', $text );
	return preg_replace_callback( '/[!-\/:-@[-`{-~]|(?<=\d)x(?=\d)|W(?=ordpress)/', $entity, $text );
}

/**
 * Returns a URL for an attribute, with the brackets encoded of which WordPress could make a shortcode.
 *
 * @param string $url The URL.
 * @return string The URL; empty if its scheme is neither http nor https.
 */
function my_groups_badge_escape_url( $url ) {
	$brackets = array(
		'[' => '%5B',
		']' => '%5D',
	);
	return esc_url( strtr( $url, $brackets ), array( 'http', 'https' ) );
}
