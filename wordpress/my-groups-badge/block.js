// The block in the editor: its settings, and a preview that PHP renders.
( ( { blockEditor, blocks, components, element, i18n, serverSideRender } ) => {
	const { InspectorControls, useBlockProps } = blockEditor;
	const { Button, Disabled, PanelBody, Placeholder, SelectControl, TextControl, ToggleControl } = components;
	const { createElement: el, Fragment, useRef, useState } = element;
	const { __ } = i18n;
	const NAME = 'my-groups-badge/badge';

	/**
	 * The looks that WordPress 7.1 gives all controls. WordPress 6.7 and later log a warning for a control without these
	 * settings, and earlier versions ignore them.
	 */
	const NEW_LOOKS = { __next40pxDefaultSize: true, __nextHasNoMarginBottom: true };

	/** The attributes that PHP needs for the preview. The block's own element has the colours and the spacing. */
	const PREVIEWED = [ 'src', 'heading', 'sort', 'limit', 'layout', 'theme' ];

	/** The labels of the values that block.json lists. */
	const LABELS = {
		api: __( 'As in the document', 'my-groups-badge' ),
		members: __( 'Most members first', 'my-groups-badge' ),
		name: __( 'By name', 'my-groups-badge' ),
		newest: __( 'Newest first', 'my-groups-badge' ),
		list: __( 'List', 'my-groups-badge' ),
		compact: __( 'Narrow list', 'my-groups-badge' ),
		inline: __( 'In one line', 'my-groups-badge' ),
		auto: __( 'Same as the page', 'my-groups-badge' ),
		light: __( 'Light', 'my-groups-badge' ),
		dark: __( 'Dark', 'my-groups-badge' ),
	};

	/**
	 * The field for the document's address. `onChange` is called for each letter, so that no letter is lost when the post is
	 * saved. `onComplete` is called when the address is complete: after Enter, after the button, and when the focus leaves the
	 * field.
	 */
	function SourceField( { src, onChange, onComplete } ) {
		const handleSubmit = ( event ) => {
			event.preventDefault();
			onComplete();
		};
		const handleBlur = ( event ) => {
			const stays = event.currentTarget.contains( event.relatedTarget );
			if ( ! stays ) {
				onComplete();
			}
		};
		const field = el( TextControl, {
			...NEW_LOOKS,
			label: __( 'Document', 'my-groups-badge' ),
			help: __( 'The address of the document, such as /my-groups.json. It must not contain a token.', 'my-groups-badge' ),
			placeholder: '/my-groups.json',
			value: src ?? '',
			onChange,
		} );
		const button = el( Button, { variant: 'secondary', type: 'submit' }, __( 'Show', 'my-groups-badge' ) );
		return el(
			'form',
			{ className: 'my-groups-badge-source', onSubmit: handleSubmit, onBlur: handleBlur },
			field,
			button
		);
	}

	/** The heading: whether there is one, and its text. */
	function HeadingFields( { heading, onChange } ) {
		const hasHeading = heading !== '';
		const toggle = el( ToggleControl, {
			...NEW_LOOKS,
			label: __( 'Heading', 'my-groups-badge' ),
			checked: hasHeading,
			onChange: ( isOn ) => onChange( isOn ? undefined : '' ),
		} );
		if ( ! hasHeading ) {
			return toggle;
		}
		const text = el( TextControl, {
			...NEW_LOOKS,
			label: __( 'Text of the heading', 'my-groups-badge' ),
			placeholder: __( 'My Groups', 'my-groups-badge' ),
			value: heading ?? '',
			onChange: ( value ) => onChange( value || undefined ),
		} );
		return el( Fragment, null, toggle, text );
	}

	/** The number of groups that the badge shows at first. */
	function LimitField( { limit, onChange } ) {
		const handleChange = ( value ) => {
			const number = Number.parseInt( value, 10 );
			onChange( number > 0 ? number : undefined );
		};
		return el( TextControl, {
			...NEW_LOOKS,
			label: __( 'Groups shown at first', 'my-groups-badge' ),
			placeholder: __( 'All groups', 'my-groups-badge' ),
			type: 'number',
			min: 1,
			value: limit ?? '',
			onChange: handleChange,
		} );
	}

	/** A list of the values that block.json allows for an attribute. The first value is the default, which is not saved. */
	function ChoiceField( { name, label, value, onChange } ) {
		const values = blocks.getBlockType( NAME ).attributes[ name ].enum;
		const options = values.map( ( one ) => ( { value: one, label: LABELS[ one ] ?? one } ) );
		return el( SelectControl, {
			...NEW_LOOKS,
			label,
			value: value ?? values[ 0 ],
			options,
			onChange: ( chosen ) => onChange( chosen === values[ 0 ] ? undefined : chosen ),
		} );
	}

	/** The list as PHP renders it, or the reason why there is no list. */
	function Preview( { attributes } ) {
		const previewed = {};
		for ( const name of PREVIEWED ) {
			if ( attributes[ name ] !== undefined ) {
				previewed[ name ] = attributes[ name ];
			}
		}
		return el( Disabled, null, el( serverSideRender, { block: NAME, attributes: previewed } ) );
	}

	function Edit( { attributes, setAttributes } ) {
		const blockElement = useRef();
		const blockProps = useBlockProps( { ref: blockElement } );
		// While the author types, the preview shows the last complete address.
		const [ isTyping, setIsTyping ] = useState( false );
		const [ completeSrc, setCompleteSrc ] = useState( attributes.src );
		const shownSrc = isTyping ? completeSrc : attributes.src;

		const handleSrcChange = ( value ) => {
			if ( ! isTyping ) {
				setCompleteSrc( attributes.src );
				setIsTyping( true );
			}
			setAttributes( { src: value || undefined } );
		};
		const handleSrcComplete = () => {
			const src = attributes.src?.trim();
			setAttributes( { src: src || undefined } );
			setIsTyping( false );
		};
		const handlePlaceholderComplete = () => {
			// The preview replaces the field, which has the focus.
			const page = blockElement.current?.ownerDocument;
			const hasFocus = blockElement.current?.contains( page.activeElement );
			if ( hasFocus && attributes.src ) {
				blockElement.current.focus();
			}
			handleSrcComplete();
		};
		const sourceField = ( onComplete ) =>
			el( SourceField, { src: attributes.src, onChange: handleSrcChange, onComplete } );
		const choiceField = ( name, label ) =>
			el( ChoiceField, {
				name,
				label,
				value: attributes[ name ],
				onChange: ( value ) => setAttributes( { [ name ]: value } ),
			} );

		const panel = el(
			PanelBody,
			{ title: __( 'Groups', 'my-groups-badge' ) },
			sourceField( handleSrcComplete ),
			el( HeadingFields, {
				heading: attributes.heading,
				onChange: ( heading ) => setAttributes( { heading } ),
			} ),
			el( LimitField, { limit: attributes.limit, onChange: ( limit ) => setAttributes( { limit } ) } ),
			choiceField( 'sort', __( 'Order', 'my-groups-badge' ) ),
			choiceField( 'layout', __( 'Layout', 'my-groups-badge' ) ),
			choiceField( 'theme', __( 'Colours', 'my-groups-badge' ) )
		);
		const content = shownSrc
			? el( Preview, { attributes: { ...attributes, src: shownSrc } } )
			: el(
				Placeholder,
				{ icon: 'groups', label: __( 'My Groups', 'my-groups-badge' ) },
				sourceField( handlePlaceholderComplete )
			);
		return el( Fragment, null, el( InspectorControls, null, panel ), el( 'div', blockProps, content ) );
	}

	blocks.registerBlockType( NAME, { edit: Edit, save: () => null } );
} )( window.wp );
