//@ error E0510
fn main() {
    let mut slot = Some(3);
    match slot {
        None => println!("none"),
        Some(_) if {
            slot = None;
            false
        } =>
        {
            println!("guarded")
        }
        Some(n) => println!("{n}"),
    }
}
