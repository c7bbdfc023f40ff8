//@ error E0515
//@ exercise without leak, allocs<=1
fn shout(name: &str) -> &str {
    let loud = name.to_uppercase();
    &loud //~ E0515
}

fn main() {
    println!("{}!", shout("ada"));
}
