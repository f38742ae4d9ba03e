<?php
/**
 * The attributes that a post may contain, from core/src/options/table.rs.
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
