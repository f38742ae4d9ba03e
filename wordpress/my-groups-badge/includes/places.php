<?php
/**
 * The places where an author can put a badge: a block, a shortcode, and the tag itself in a post, a block or a widget.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * Registers the functions of this plugin with WordPress.
 */
function my_groups_badge_hook() {
	add_action( 'init', 'my_groups_badge_load_translations', 1 );
	add_action( 'change_locale', 'my_groups_badge_load_translations' );
	add_action( 'init', 'my_groups_badge_register' );
	add_action( 'admin_init', 'my_groups_badge_suggest_privacy_policy' );
	add_filter( 'load_script_translation_file', 'my_groups_badge_script_translation_file', 10, 3 );
	add_filter( 'pre_do_shortcode_tag', 'my_groups_badge_shortcode_with_typographic_quotes', 10, 4 );
	add_filter( 'rest_request_before_callbacks', 'my_groups_badge_notice_preview', 10, 3 );
	add_filter( 'wp_kses_allowed_html', 'my_groups_badge_allow_tag', 10, 2 );
	add_filter( 'script_loader_tag', 'my_groups_badge_script_tag', 10, 3 );
	foreach ( array( 'the_content', 'render_block', 'widget_text', 'widget_custom_html_content' ) as $filter ) {
		// After do_shortcode, which has the priority 11.
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
 * Returns the output of the shortcode, `[my_groups_badge src="/my-groups.json" limit="5"]`.
 *
 * @param array|string $written The attributes as the author has written them.
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
 * Returns the output of a shortcode with typographic quotes, as word processors and phones write them. WordPress takes such
 * quotes for a part of the value, and splits the value at spaces.
 *
 * @param false|string $output     The output; false if no other plugin has written one.
 * @param string       $tag        The name of the shortcode.
 * @param array|string $attributes The attributes as WordPress has read them.
 * @param array        $found      The match of the shortcode. Its third part are the attributes as text.
 * @return false|string HTML; false if WordPress shall call the shortcode itself.
 */
function my_groups_badge_shortcode_with_typographic_quotes( $output, $tag, $attributes, $found ) {
	if ( 'my_groups_badge' !== $tag || false !== $output ) {
		return $output;
	}
	$straight = my_groups_badge_straight_quotes( $found[3] );
	if ( $straight === $found[3] ) {
		return $output;
	}
	return my_groups_badge_shortcode( shortcode_parse_atts( $straight ) );
}

/**
 * Replaces the typographic quotes around the values of attributes. Those within a value are kept.
 *
 * @param string $text The attributes of a shortcode.
 * @return string The same attributes with straight quotes.
 */
function my_groups_badge_straight_quotes( $text ) {
	$entity   = '/&(?:#x?[0-9a-f]+|ldquo|rdquo|bdquo|lsquo|rsquo|sbquo|laquo|raquo|lsaquo|rsaquo|prime|Prime);/i';
	$text     = preg_replace_callback(
		$entity,
		function ( $reference ) {
			$character = html_entity_decode( $reference[0], ENT_QUOTES | ENT_HTML5, 'UTF-8' );
			return preg_match( '/^[“”„‟″«»‘’‚‛′‹›＂＇]$/u', $character ) ? $character : $reference[0];
		},
		$text
	);
	$double   = '“”„‟″«»＂';
	$single   = '‘’‚‛′‹›＇';
	$value    = "[$double](?<double>[^$double\"]*)[$double\"]|[$single](?<single>[^$single']*)[$single']";
	$straight = preg_replace_callback(
		"~(?<==)\s*(?:$value)(?=\s|/|\$)~u",
		function ( $quoted ) {
			$value = '' === $quoted['double'] ? $quoted['single'] ?? '' : $quoted['double'];
			// French quotes have narrow or wide no-break spaces within them.
			$value = preg_replace( '/^[\s\x{a0}\x{202f}]+|[\s\x{a0}\x{202f}]+$/u', '', $value );
			// A straight quote within the value would end it.
			return '"' . str_replace( '"', '&quot;', $value ) . '"';
		},
		$text
	);
	return $straight ?? $text;
}

/**
 * Returns the output of the block. In the editor's preview the block itself has the wrapper, with colours and spacing.
 *
 * @param array $attributes Its attributes.
 * @return string HTML.
 */
function my_groups_badge_block( $attributes ) {
	if ( my_groups_badge_is_preview() ) {
		return my_groups_badge_preview( $attributes );
	}
	return '<div ' . get_block_wrapper_attributes() . '>' . my_groups_badge_markup( $attributes ) . '</div>';
}

/**
 * Allows the tag in posts of authors whose HTML is filtered.
 *
 * @param array[] $tags    The allowed tags.
 * @param string  $context Where they are allowed.
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
 * Adds the script to a page that contains the tag. In a feed, whose readers do not know the tag, keeps only its content.
 *
 * @param string $html A part of the page.
 * @return string The same part.
 */
function my_groups_badge_look_for_tag( $html ) {
	if ( false === stripos( $html, '<my-groups-badge' ) ) {
		return $html;
	}
	if ( is_feed() ) {
		// A quoted value may contain ">".
		return preg_replace( '~</?my-groups-badge(?=[\s/>])(?:[^"\'>]|"[^"]*"|\'[^\']*\')*>~i', '', $html );
	}
	// WordPress renders a post also for its excerpt, from which it removes all tags.
	if ( ! doing_filter( 'get_the_excerpt' ) ) {
		my_groups_badge_enqueue_script();
	}
	return $html;
}
