//@ compiles
#[derive(Debug)]
struct Ring<T, const N: usize> {
    slots: [Option<T>; N],
    next: usize,
}

impl<T, const N: usize> Ring<T, N> {
    fn new() -> Self {
        Ring { slots: [const { None }; N], next: 0 }
    }
    fn put(&mut self, value: T) -> Option<T> {
        let at = self.next % N;
        self.next += 1;
        self.slots[at].replace(value)
    }
}

fn total<const N: usize>(numbers: [u32; N]) -> u32 {
    let mut sum = 0;
    for n in numbers {
        sum += n;
    }
    sum
}

fn main() {
    let mut ring: Ring<String, 2> = Ring::new();
    for word in ["a", "b", "c"] {
        if let Some(old) = ring.put(word.to_string()) {
            println!("pushed out {old}");
        }
    }
    println!("{ring:?} {}", total([1, 2, 3]));
}
