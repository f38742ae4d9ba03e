// The block in the editor: its settings, and the list as PHP writes it.
( ( { blockEditor, blocks, components, element, i18n, serverSideRender } ) => {
	const { InspectorControls, useBlockProps } = blockEditor;
	const { Button, Disabled, PanelBody, Placeholder, SelectControl, TextControl, ToggleControl } = components;
	const { createElement: el, Fragment, useState } = element;
	const { __ } = i18n;
	const NAME = 'my-groups-badge/badge';

	/** What each word of an attribute means; the words themselves are in block.json. */
	const LABELS = {
		api: __( 'As in the document', 'my-groups-badge' ),
		members: __( 'Most members first', 'my-groups-badge' ),
		name: __( 'By name', 'my-groups-badge' ),
		newest: __( 'Newest first', 'my-groups-badge' ),
		list: __( 'List', 'my-groups-badge' ),
		compact: __( 'Narrow list', 'my-groups-badge' ),
		inline: __( 'In a line', 'my-groups-badge' ),
		auto: __( 'As the page', 'my-groups-badge' ),
		light: __( 'Light', 'my-groups-badge' ),
		dark: __( 'Dark', 'my-groups-badge' ),
	};

	/** The field for the document's address. The list is asked for when the address is complete, not for each letter. */
	function Source( { src, onChange } ) {
		const [ draft, setDraft ] = useState( src ?? '' );
		const submit = ( event ) => {
			event.preventDefault();
			onChange( draft.trim() || undefined );
		};
		return el(
			'form',
			{ className: 'my-groups-badge-source', onSubmit: submit },
			el( TextControl, {
				label: __( 'Document', 'my-groups-badge' ),
				help: __( 'Its address, such as /my-groups.json. Never one with a token in it.', 'my-groups-badge' ),
				placeholder: '/my-groups.json',
				value: draft,
				onChange: setDraft,
			} ),
			el( Button, { variant: 'secondary', type: 'submit' }, __( 'Show', 'my-groups-badge' ) )
		);
	}

	function Edit( { attributes, setAttributes } ) {
		const choice = ( name, label ) => {
			const words = blocks.getBlockType( NAME ).attributes[ name ].enum;
			return el( SelectControl, {
				label,
				value: attributes[ name ] ?? words[ 0 ],
				options: words.map( ( value ) => ( { value, label: LABELS[ value ] ?? value } ) ),
				onChange: ( value ) => setAttributes( { [ name ]: value === words[ 0 ] ? undefined : value } ),
			} );
		};

		const source = el( Source, {
			key: attributes.src,
			src: attributes.src,
			onChange: ( src ) => setAttributes( { src } ),
		} );
		const hasHeading = attributes.heading !== '';
		const heading = [
			el( ToggleControl, {
				key: 'toggle',
				label: __( 'Heading', 'my-groups-badge' ),
				checked: hasHeading,
				onChange: ( on ) => setAttributes( { heading: on ? undefined : '' } ),
			} ),
			hasHeading && el( TextControl, {
				key: 'text',
				label: __( 'Text of the heading', 'my-groups-badge' ),
				placeholder: __( 'My Groups', 'my-groups-badge' ),
				value: attributes.heading ?? '',
				onChange: ( text ) => setAttributes( { heading: text || undefined } ),
			} ),
		];
		const limit = el( TextControl, {
			label: __( 'Groups shown at first', 'my-groups-badge' ),
			placeholder: __( 'all', 'my-groups-badge' ),
			type: 'number',
			min: 1,
			value: attributes.limit ?? '',
			onChange: ( value ) => setAttributes( { limit: Math.max( 0, Number.parseInt( value, 10 ) ) || undefined } ),
		} );
		const settings = el(
			InspectorControls,
			null,
			el(
				PanelBody,
				{ title: __( 'Groups', 'my-groups-badge' ) },
				source,
				heading,
				limit,
				choice( 'sort', __( 'Order', 'my-groups-badge' ) ),
				choice( 'layout', __( 'Layout', 'my-groups-badge' ) ),
				choice( 'theme', __( 'Colours', 'my-groups-badge' ) )
			)
		);
		const preview = attributes.src
			? el( Disabled, null, el( serverSideRender, { block: NAME, attributes } ) )
			: el( Placeholder, { icon: 'groups', label: __( 'My Groups', 'my-groups-badge' ) }, source );
		return el( Fragment, null, settings, el( 'div', useBlockProps(), preview ) );
	}

	blocks.registerBlockType( NAME, { edit: Edit, save: () => null } );
} )( window.wp );
