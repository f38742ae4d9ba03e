//! Constants in a wasm's data that nothing refers to. The linker drops those that are so when it links; here are those
//! that only functions use which have been cut off since.

use anyhow::{Context, Result};
use std::{collections::BTreeMap, ops::Range};
use walrus::{
    ConstExpr, DataKind, FunctionKind, Module,
    ir::{Const, Load, Store, Value, Visitor, dfs_in_order},
};
use wasmparser::{
    BinaryReader, Linking, LinkingSectionReader, RelocSectionReader, RelocationType, SymbolInfo,
};

/// Where each constant stands, as the linker notes it on request (`--emit-relocs`).
/// <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md>
pub(crate) struct Constants {
    places: Vec<Range<u32>>,
    /// Addresses that mean a constant without lying in it, such as that before its first entry.
    aliases: BTreeMap<u32, Vec<usize>>,
}

impl Constants {
    /// Takes the linker's notes out of a module; nothing where it has none.
    ///
    /// # Errors
    /// Where the notes and the module do not agree.
    pub(crate) fn take(module: &mut Module) -> Result<Option<Self>> {
        let notes = ["reloc.CODE", "reloc.DATA"].map(|name| module.customs.remove_raw(name));
        let Some(symbols) = module.customs.remove_raw("linking") else {
            return Ok(None);
        };
        let segments: Vec<u32> = module.data.iter().filter_map(start).collect();
        let mut constants = Self {
            places: Vec::new(),
            aliases: BTreeMap::new(),
        };
        let mut numbers = BTreeMap::new();
        for part in LinkingSectionReader::new(BinaryReader::new(&symbols.data, 0))?.subsections() {
            let Linking::SymbolTable(symbols) = part? else {
                continue;
            };
            for (symbol, number) in symbols.into_iter().zip(0_u32..) {
                if let SymbolInfo::Data {
                    symbol: Some(place),
                    ..
                } = symbol?
                {
                    let segment = usize::try_from(place.index)?;
                    let segment = segments.get(segment).context("a constant in no segment")?;
                    let start = segment + place.offset;
                    numbers.insert(number, constants.places.len());
                    constants.places.push(start..start + place.size);
                }
            }
        }
        for notes in notes.iter().flatten() {
            let notes = RelocSectionReader::new(BinaryReader::new(&notes.data, 0))?;
            for note in notes.entries() {
                let note = note?;
                let is_address = matches!(
                    note.ty,
                    RelocationType::MemoryAddrLeb
                        | RelocationType::MemoryAddrSleb
                        | RelocationType::MemoryAddrI32
                );
                let constant = numbers.get(&note.index).filter(|_| is_address);
                let Some((number, place)) =
                    constant.and_then(|number| Some((*number, constants.places.get(*number)?)))
                else {
                    continue;
                };
                let address = u32::try_from(i64::from(place.start) + note.addend)?;
                if !(place.start..=place.end).contains(&address) {
                    constants.aliases.entry(address).or_default().push(number);
                }
            }
        }
        Ok(Some(constants))
    }

    /// Overwrites with zeros where in its sources something was to panic: records of the folder and name of a file, its length,
    /// a line and a column. <https://doc.rust-lang.org/core/panic/struct.Location.html>
    pub(crate) fn drop_locations(&self, module: &mut Module) -> Result<()> {
        const RECORD: usize = 16;
        let source = regex::bytes::Regex::new(r"^[\w./@+-]+\.rs\x00?$")?;
        let mut useless = Vec::new();
        for place in &self.places {
            let path = words(module, place)
                .first()
                .copied()
                .filter(|_| place.len() == RECORD);
            let path = path.and_then(|start| self.places.iter().find(|place| place.start == start));
            if let Some(path) = path.filter(|path| source.is_match(&bytes(module, path))) {
                useless.extend([place.clone(), path.clone()]);
            }
        }
        overwrite(module, |address| {
            useless.iter().any(|place| place.contains(&address))
        });
        Ok(())
    }

    /// Overwrites with zeros what no function refers to, nor anything that a function refers to.
    pub(crate) fn drop_unused(&self, module: &mut Module) {
        let mut used = vec![false; self.places.len()];
        let mut addresses = Addresses(Vec::new());
        for function in module.funcs.iter() {
            if let FunctionKind::Local(function) = &function.kind {
                dfs_in_order(&mut addresses, function, function.entry_block());
            }
        }
        while let Some(address) = addresses.0.pop() {
            let meant = self.aliases.get(&address).cloned().unwrap_or_default();
            let around = self.places.iter().enumerate();
            let around = around
                .filter(|(_, place)| (place.start..=place.end).contains(&address))
                .map(|(number, _)| number);
            for number in around.chain(meant) {
                let place = used.get_mut(number).zip(self.places.get(number));
                if let Some((used @ false, place)) = place {
                    *used = true;
                    addresses.0.extend(words(module, place));
                }
            }
        }
        // Constants may share bytes.
        let is_in = |address: u32, is_used: bool| {
            let mut places = self.places.iter().zip(&used);
            places.any(|(place, used)| *used == is_used && place.contains(&address))
        };
        overwrite(module, |address| {
            is_in(address, false) && !is_in(address, true)
        });
    }
}

/// Overwrites with zeros the bytes at some addresses.
fn overwrite(module: &mut Module, is_useless: impl Fn(u32) -> bool) {
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for segment in segments {
        let segment = module.data.get_mut(segment);
        // Parts of a segment that is split must not share its name.
        segment.name = None;
        if let Some(start) = start(segment) {
            for (byte, address) in segment.value.iter_mut().zip(start..) {
                if is_useless(address) {
                    *byte = 0;
                }
            }
        }
    }
}

/// The address of a segment.
fn start(segment: &walrus::Data) -> Option<u32> {
    match segment.kind {
        DataKind::Active {
            offset: ConstExpr::Value(Value::I32(start)),
            ..
        } => Some(start.cast_unsigned()),
        _ => None,
    }
}

/// What stands in a place; zeros where no segment has it.
fn bytes(module: &Module, place: &Range<u32>) -> Vec<u8> {
    let at = |address: u32| {
        module.data.iter().find_map(|segment| {
            let at = address.checked_sub(start(segment)?)?;
            segment.value.get(usize::try_from(at).ok()?).copied()
        })
    };
    place
        .clone()
        .map(|address| at(address).unwrap_or(0))
        .collect()
}

/// The words in a place, as they may be addresses.
fn words(module: &Module, place: &Range<u32>) -> Vec<u32> {
    let aligned = place.start.next_multiple_of(4)..place.end;
    let bytes = bytes(module, &aligned);
    let words = bytes.chunks_exact(4);
    words
        .filter_map(|word| Some(u32::from_le_bytes(word.try_into().ok()?)))
        .collect()
}

/// What in the code may be an address.
struct Addresses(Vec<u32>);

impl Visitor<'_> for Addresses {
    fn visit_const(&mut self, constant: &Const) {
        if let Value::I32(value) = constant.value {
            self.0.push(value.cast_unsigned());
        }
    }

    fn visit_load(&mut self, load: &Load) {
        self.0.extend(u32::try_from(load.arg.offset));
    }

    fn visit_store(&mut self, store: &Store) {
        self.0.extend(u32::try_from(store.arg.offset));
    }
}
