//@ error
struct Deck<'a> {
    cards: &'a [String],
}

impl<'a> Deck<'a> {
    fn top(&self) -> &'a str {
        &self.cards[0]
    }
    fn better(&self, other: &str) -> &str {
        if other.len() > self.top().len() {
            other //~ ERROR lifetime may not live long enough
        } else {
            self.top()
        }
    }
}

fn main() {
    let cards = [String::from("ace")];
    let deck = Deck { cards: &cards };
    println!("{} {}", deck.top(), deck.better("x"));
}
