//@ error E0658 E0792
type Shown<T> = impl Sized; //~ E0658

#[define_opaque(Shown)] //~ E0658
fn shown() -> Shown<u32> { //~ E0792
    3
}

fn main() {}
