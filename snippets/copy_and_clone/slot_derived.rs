//@ error E0382
#[derive(Clone, Copy)]
struct Slot<'a, T> {
    content: &'a T,
}

fn main() {
    let text = String::from("total");
    let slot = Slot { content: &text };
    let above = slot;
    println!("{} {}", above.content, slot.content); //~ E0382
}
