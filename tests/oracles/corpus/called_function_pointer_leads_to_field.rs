//@ compiles
struct Slot { value: i32 }
fn pick(slot: &mut Slot) -> &mut Slot { slot }
fn main() {
    let mut slot = Slot { value: 1 };
    let choose: fn(&mut Slot) -> &mut Slot = pick;
    choose(&mut slot).value = 2;
    let look: fn(&Slot) -> &Slot = |s| s;
    println!("{}", look(&slot).value);
    let kept = choose(&mut slot);
    kept.value = 4;
    println!("{}", slot.value);
}
