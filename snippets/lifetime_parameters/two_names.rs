//@ error
fn or_default<'a, 'b>(stop: &'a str, fallback: &'b str) -> &'a str {
    if stop.is_empty() {
        fallback //~ ERROR lifetime may not live long enough
    } else {
        stop
    }
}

fn main() {
    println!("{}", or_default("", "Terminus"));
}
