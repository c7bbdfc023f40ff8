//@ error E0510
fn main() {
    let mut state = Some(3);
    match state {
        None => println!("off"),
        Some(_) if { state = None; true } => println!("reset"), //~ E0510
        Some(n) => println!("{n}"),
    }
}
