//@ compiles
//@ fixes auto_with_supertrait
trait Safe: Copy {}

impl<T: Copy> Safe for T {}

fn twice(it: impl Safe) {
    let _ = (it, it);
}

fn main() {
    twice(3);
}
