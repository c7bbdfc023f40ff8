//@ compiles
//@ fixes slot_derived
struct Slot<'a, T> {
    content: &'a T,
}

impl<T> Copy for Slot<'_, T> {}

impl<T> Clone for Slot<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

fn main() {
    let text = String::from("total");
    let slot = Slot { content: &text };
    let above = slot;
    println!("{} {}", above.content, slot.content);
}
