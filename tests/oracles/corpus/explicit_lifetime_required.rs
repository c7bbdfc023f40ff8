//@ error E0621
struct Deck<'a> {
    cards: &'a [String],
}

impl<'a> Deck<'a> {
    fn top(&self) -> &'a str {
        &self.cards[0]
    }
    fn swap(&mut self, other: &[String]) {
        self.cards = other;
    }
}

fn main() {
    let cards = [String::from("ace")];
    let mut deck = Deck { cards: &cards };
    deck.swap(&[]);
    println!("{}", deck.top());
}
