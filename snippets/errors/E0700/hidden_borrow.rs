//@ error E0700
fn words(text: &str) -> impl Iterator<Item = String> + use<> {
    text.split(' ').map(str::to_string) //~ E0700
}

fn main() {
    println!("{}", words("a b").count());
}
