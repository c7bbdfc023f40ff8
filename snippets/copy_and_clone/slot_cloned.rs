//@ compiles
//@ fixes slot_derived
#[derive(Clone, Copy)]
struct Slot<'a, T> {
    content: &'a T,
}

fn main() {
    let text = String::from("total");
    let slot = Slot { content: &text };
    let above = slot.clone();
    println!("{} {}", above.content, slot.content);
    println!("{}", std::ptr::eq(above.content, &text));
}
