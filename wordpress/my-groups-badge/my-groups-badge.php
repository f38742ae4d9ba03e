<?php
/**
 * Plugin Name:       My Groups badge
 * Description:       Shows the groups you belong to, with names and member counts: as a block, a shortcode or the tag itself.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       my-groups-badge
 *
 * It has no settings and takes no input but what stands in posts and blocks, which WordPress' own capabilities guard: so
 * there is no form here, and no nonce.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

define( 'MY_GROUPS_BADGE_FILE', __FILE__ );

require __DIR__ . '/includes/script.php';
require __DIR__ . '/includes/document.php';
require __DIR__ . '/includes/groups.php';
require __DIR__ . '/includes/markup.php';
require __DIR__ . '/includes/places.php';

my_groups_badge_hook();
