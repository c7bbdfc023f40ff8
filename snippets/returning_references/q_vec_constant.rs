//@ error E0515
fn opening_hours() -> &'static [u32] {
    &vec![9, 12, 18] //~ E0515
}

fn main() {
    println!("{:?}", opening_hours());
}
