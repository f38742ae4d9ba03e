<?php
/**
 * The attributes that may stand in a post, from core/src/options/table.rs.
 *
 * `UPDATE=1 cargo test -p package --test docs` writes this file.
 *
 * @package My_Groups_Badge
 */

defined( 'ABSPATH' ) || exit;

return array(
	'src',
	'heading',
	'heading-level',
	'group-url',
	'sort',
	'limit',
	'show',
	'private',
	'layout',
	'theme',
	'loading',
	'refresh',
	'timeout',
	'cache',
	'debug',
);
