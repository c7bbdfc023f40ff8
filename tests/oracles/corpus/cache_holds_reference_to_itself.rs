//@ error E0505
struct Cache<'t> { text: String, first: Option<&'t str> }
fn main() {
    let mut cache = Cache { text: String::from("one two"), first: None };
    let text = &cache.text;
    let first = text.split(' ').next();
    let moved = cache;
    println!("{first:?} {}", moved.text);
}
