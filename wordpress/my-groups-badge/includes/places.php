<?php
/**
 * The places where a badge stands: a block, a shortcode, and the tag itself in a post, a block or a widget.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * Tells WordPress of all of them.
 */
function my_groups_badge_hook() {
	add_action( 'init', 'my_groups_badge_register' );
	add_filter( 'wp_kses_allowed_html', 'my_groups_badge_allow_tag', 10, 2 );
	add_filter( 'script_loader_tag', 'my_groups_badge_script_tag', 10, 3 );
	foreach ( array( 'the_content', 'render_block', 'widget_text', 'widget_custom_html_content' ) as $filter ) {
		// After do_shortcode, which is at 11.
		add_filter( $filter, 'my_groups_badge_look_for_tag', 20 );
	}
}

/**
 * Registers block and shortcode.
 */
function my_groups_badge_register() {
	add_shortcode( 'my_groups_badge', 'my_groups_badge_shortcode' );
	register_block_type(
		plugin_dir_path( MY_GROUPS_BADGE_FILE ),
		array( 'render_callback' => 'my_groups_badge_block' )
	);
}

/**
 * The shortcode, `[my_groups_badge src="/my-groups.json" limit="5"]`.
 *
 * @param array|string $written The attributes as they are written.
 * @return string HTML.
 */
function my_groups_badge_shortcode( $written ) {
	$known = array_fill_keys( my_groups_badge_attributes(), null );
	$named = array();
	foreach ( (array) $written as $name => $value ) {
		// Other shortcodes have an underscore where HTML has a hyphen.
		$named[ str_replace( '_', '-', $name ) ] = $value;
	}
	return my_groups_badge_markup( shortcode_atts( $known, $named, 'my_groups_badge' ) );
}

/**
 * The block.
 *
 * @param array $attributes Its attributes.
 * @return string HTML.
 */
function my_groups_badge_block( $attributes ) {
	return '<div ' . get_block_wrapper_attributes() . '>' . my_groups_badge_markup( $attributes ) . '</div>';
}

/**
 * Lets the tag stay in posts of authors whose HTML is filtered.
 *
 * @param array[] $tags    The tags that are allowed.
 * @param string  $context Where.
 * @return array[] The tags.
 */
function my_groups_badge_allow_tag( $tags, $context ) {
	if ( 'post' === $context ) {
		$names = array_merge( my_groups_badge_attributes(), array( 'class', 'dir', 'id', 'lang', 'style' ) );

		$tags['my-groups-badge'] = array_fill_keys( $names, true );
	}
	return $tags;
}

/**
 * Puts the script into a page that has the tag; takes the tag out of a feed, where no reader knows it, and leaves what
 * stands in it.
 *
 * @param string $html A part of the page.
 * @return string The same part.
 */
function my_groups_badge_look_for_tag( $html ) {
	if ( false === stripos( $html, '<my-groups-badge' ) ) {
		return $html;
	}
	if ( is_feed() ) {
		return preg_replace( '~</?my-groups-badge\b[^>]*>~i', '', $html );
	}
	my_groups_badge_enqueue_script();
	return $html;
}
