<?php
/**
 * Plugin Name:       My Groups badge
 * Description:       Shows the groups you belong to, with names and member counts: as a block, a shortcode or an HTML tag.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       my-groups-badge
 * Domain Path:       /languages
 * Update URI:        false
 *
 * The plugin has no settings. Its only input are posts and blocks, which WordPress' own capabilities protect. So it has no
 * form and no nonce.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

define( 'MY_GROUPS_BADGE_FILE', __FILE__ );

require __DIR__ . '/includes/translations.php';
require __DIR__ . '/includes/script.php';
require __DIR__ . '/includes/groups.php';
require __DIR__ . '/includes/files.php';
require __DIR__ . '/includes/fetch.php';
require __DIR__ . '/includes/lists.php';
require __DIR__ . '/includes/markup.php';
require __DIR__ . '/includes/preview.php';
require __DIR__ . '/includes/privacy.php';
require __DIR__ . '/includes/places.php';

my_groups_badge_hook();
