<?php
/**
 * The dependencies of the block's script. WordPress looks for this file beside the script.
 *
 * @package My_Groups_Badge
 */

return array(
	'dependencies' => array(
		'wp-block-editor',
		'wp-blocks',
		'wp-components',
		'wp-element',
		'wp-i18n',
		'wp-server-side-render',
	),
	'version'      => '0.1.0',
);
