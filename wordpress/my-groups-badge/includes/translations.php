<?php
/**
 * Loads the translations of the plugin: those that WordPress has installed, otherwise those in the folder `languages`.
 *
 * The folder has one file for each language, which serves all its countries: `de` for de_DE, de_AT and de_CH_informal.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

/**
 * Loads the translations for the current language.
 */
function my_groups_badge_load_translations() {
	$locale    = determine_locale();
	$installed = WP_LANG_DIR . "/plugins/my-groups-badge-$locale.mo";
	if ( load_textdomain( 'my-groups-badge', $installed, $locale ) ) {
		return;
	}
	$file = my_groups_badge_translation_file( $locale, 'mo' );
	if ( '' !== $file ) {
		load_textdomain( 'my-groups-badge', $file, $locale );
	}
}

/**
 * Returns the file with the translations of the block's script, if WordPress has none.
 *
 * @param string|false $file   The file that WordPress would read.
 * @param string       $handle The name of the script.
 * @param string       $domain The text domain.
 * @return string|false The file.
 */
function my_groups_badge_script_translation_file( $file, $handle, $domain ) {
	if ( 'my-groups-badge' !== $domain || ( $file && is_readable( $file ) ) ) {
		return $file;
	}
	$ours = my_groups_badge_translation_file( determine_locale(), 'json' );
	return '' === $ours ? $file : $ours;
}

/**
 * Returns the plugin's own file of translations for a locale.
 *
 * @param string $locale The locale, such as de_AT.
 * @param string $kind   The kind of the file, such as "mo".
 * @return string The path of the file; empty if the plugin has no translation.
 */
function my_groups_badge_translation_file( $locale, $kind ) {
	$language = my_groups_badge_language( $locale );
	$file     = plugin_dir_path( MY_GROUPS_BADGE_FILE ) . "languages/my-groups-badge-$language.$kind";
	return is_readable( $file ) ? $file : '';
}

/**
 * Returns the language of a locale, as the badge names it.
 *
 * @param string $locale The locale, such as de_AT.
 * @return string The language, such as de.
 */
function my_groups_badge_language( $locale ) {
	$others = array(
		'no'    => 'nb',
		'tl'    => 'fil',
		'zh_HK' => 'zh-Hant',
		'zh_MO' => 'zh-Hant',
		'zh_TW' => 'zh-Hant',
	);
	// A locale becomes a part of a file's name.
	$language = preg_replace( '/[^a-z].*/s', '', $locale );
	return $others[ $locale ] ?? $others[ $language ] ?? $language;
}
