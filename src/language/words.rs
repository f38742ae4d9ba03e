//! Every word that a visitor reads, a table for each language. To add a language, add a table to [`TABLES`]:
//! one that lacks a word does not compile, and a test holds its plural forms to the browser's own rules.

/// The words of one language. `{n}` stands for a number, formatted as the language does.
#[derive(Debug)]
pub struct Words {
    /// The primary language subtag, as in `lang="de"`.
    pub tag: &'static str,
    /// The heading of a badge whose author gave none.
    pub heading: &'static str,
    /// A group's size.
    pub members: Plural,
    /// While the first answer is awaited.
    pub loading: &'static str,
    /// The answer has no group that may be shown.
    pub empty: &'static str,
    /// There is nothing to show, and no author's content either.
    pub unavailable: &'static str,
    /// Under the last good list, when no fresh one is to be had. `{time}` stands for a date and time.
    pub as_of: &'static str,
}

/// The forms of a phrase by CLDR plural category; where one is absent the language does not need it.
#[derive(Debug, Default)]
pub struct Plural {
    /// None of it (Arabic).
    pub zero: Option<&'static str>,
    /// One, and what counts like it.
    pub one: Option<&'static str>,
    /// A pair (Arabic, Hebrew).
    pub two: Option<&'static str>,
    /// Few (Polish, Russian, Arabic).
    pub few: Option<&'static str>,
    /// Many (Polish, Russian, Arabic; the millions of the Romance languages).
    pub many: Option<&'static str>,
    /// Any other number.
    pub other: &'static str,
}

impl Plural {
    /// The form of a category as `Intl.PluralRules` names it.
    pub fn form(&self, category: &str) -> Option<&'static str> {
        match category {
            "zero" => self.zero,
            "one" => self.one,
            "two" => self.two,
            "few" => self.few,
            "many" => self.many,
            _ => Some(self.other),
        }
    }
}

const fn two(one: &'static str, other: &'static str) -> Plural {
    Plural {
        zero: None,
        one: Some(one),
        two: None,
        few: None,
        many: None,
        other,
    }
}

/// The languages of western Europe whose millions take a "de" ("1 million de membres").
const fn romance(one: &'static str, many: &'static str, other: &'static str) -> Plural {
    Plural {
        zero: None,
        one: Some(one),
        two: None,
        few: None,
        many: Some(many),
        other,
    }
}

const fn slavic(
    one: &'static str,
    few: &'static str,
    many: &'static str,
    other: &'static str,
) -> Plural {
    Plural {
        zero: None,
        one: Some(one),
        two: None,
        few: Some(few),
        many: Some(many),
        other,
    }
}

const fn one_form(other: &'static str) -> Plural {
    Plural {
        zero: None,
        one: None,
        two: None,
        few: None,
        many: None,
        other,
    }
}

/// What a page in any other language gets.
pub const ENGLISH: Words = Words {
    tag: "en",
    heading: "My Groups",
    members: two("{n} member", "{n} members"),
    loading: "Loading groups…",
    empty: "No groups yet.",
    unavailable: "The groups can’t be shown right now.",
    as_of: "As of {time}",
};

/// The languages.
pub const TABLES: &[Words] = &[
    ENGLISH,
    Words {
        tag: "de",
        heading: "Meine Gruppen",
        members: two("{n} Mitglied", "{n} Mitglieder"),
        loading: "Gruppen werden geladen …",
        empty: "Noch keine Gruppen.",
        unavailable: "Die Gruppen können gerade nicht angezeigt werden.",
        as_of: "Stand: {time}",
    },
    Words {
        tag: "fr",
        heading: "Mes groupes",
        members: romance("{n} membre", "{n} de membres", "{n} membres"),
        loading: "Chargement des groupes…",
        empty: "Pas encore de groupes.",
        unavailable: "Les groupes ne peuvent pas être affichés pour le moment.",
        as_of: "État au {time}",
    },
    Words {
        tag: "es",
        heading: "Mis grupos",
        members: romance("{n} miembro", "{n} de miembros", "{n} miembros"),
        loading: "Cargando grupos…",
        empty: "Todavía no hay grupos.",
        unavailable: "Los grupos no se pueden mostrar en este momento.",
        as_of: "Actualizado: {time}",
    },
    Words {
        tag: "it",
        heading: "I miei gruppi",
        members: romance("{n} membro", "{n} di membri", "{n} membri"),
        loading: "Caricamento dei gruppi…",
        empty: "Ancora nessun gruppo.",
        unavailable: "Al momento non è possibile mostrare i gruppi.",
        as_of: "Aggiornato: {time}",
    },
    Words {
        tag: "pt",
        heading: "Meus grupos",
        members: romance("{n} membro", "{n} de membros", "{n} membros"),
        loading: "Carregando grupos…",
        empty: "Ainda não há grupos.",
        unavailable: "Não é possível mostrar os grupos no momento.",
        as_of: "Atualizado: {time}",
    },
    Words {
        tag: "nl",
        heading: "Mijn groepen",
        members: two("{n} lid", "{n} leden"),
        loading: "Groepen laden…",
        empty: "Nog geen groepen.",
        unavailable: "De groepen kunnen nu niet worden getoond.",
        as_of: "Stand van {time}",
    },
    Words {
        tag: "pl",
        heading: "Moje grupy",
        members: slavic("{n} członek", "{n} członków", "{n} członków", "{n} członka"),
        loading: "Wczytywanie grup…",
        empty: "Nie ma jeszcze grup.",
        unavailable: "Nie można teraz wyświetlić grup.",
        as_of: "Stan na {time}",
    },
    Words {
        tag: "ru",
        heading: "Мои группы",
        members: slavic(
            "{n} участник",
            "{n} участника",
            "{n} участников",
            "{n} участника",
        ),
        loading: "Загрузка групп…",
        empty: "Групп пока нет.",
        unavailable: "Сейчас группы показать нельзя.",
        as_of: "По состоянию на {time}",
    },
    Words {
        tag: "ja",
        heading: "参加グループ",
        members: one_form("メンバー{n}人"),
        loading: "グループを読み込んでいます…",
        empty: "グループはまだありません。",
        unavailable: "現在、グループを表示できません。",
        as_of: "{time} 時点",
    },
    Words {
        tag: "zh",
        heading: "我的群组",
        members: one_form("{n} 位成员"),
        loading: "正在加载群组…",
        empty: "还没有群组。",
        unavailable: "目前无法显示群组。",
        as_of: "截至 {time}",
    },
    Words {
        tag: "ar",
        heading: "مجموعاتي",
        members: Plural {
            zero: Some("لا أعضاء"),
            one: Some("عضو واحد"),
            two: Some("عضوان"),
            few: Some("{n} أعضاء"),
            many: Some("{n} عضوًا"),
            other: "{n} عضو",
        },
        loading: "جارٍ تحميل المجموعات…",
        empty: "لا توجد مجموعات بعد.",
        unavailable: "يتعذّر عرض المجموعات الآن.",
        as_of: "بتاريخ {time}",
    },
    Words {
        tag: "he",
        heading: "הקבוצות שלי",
        members: Plural {
            zero: None,
            one: Some("חבר אחד"),
            two: Some("שני חברים"),
            few: None,
            many: None,
            other: "{n} חברים",
        },
        loading: "הקבוצות נטענות…",
        empty: "אין עדיין קבוצות.",
        unavailable: "לא ניתן להציג את הקבוצות כרגע.",
        as_of: "נכון ל־{time}",
    },
];
