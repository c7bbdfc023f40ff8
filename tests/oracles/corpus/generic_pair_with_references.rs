//@ compiles
struct Pair<'a, T> {
    left: &'a T,
    right: &'a T,
}

impl<'a, T: PartialOrd> Pair<'a, T> {
    fn larger(&self) -> &'a T {
        if self.left > self.right { self.left } else { self.right }
    }
}

fn swap<T>(a: &mut T, b: &mut T, spare: T) -> T {
    let old = std::mem::replace(a, spare);
    std::mem::replace(b, old)
}

fn main() {
    let (x, y) = (String::from("x"), String::from("y"));
    let largest;
    {
        let pair = Pair { left: &x, right: &y };
        largest = pair.larger();
    }
    println!("{largest}");
    let (mut a, mut b) = (x, y);
    let out = swap(&mut a, &mut b, String::from("z"));
    println!("{a}{b}{out}");
}
