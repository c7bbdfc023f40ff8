//@ compiles
struct Noisy(&'static str, u8);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{}{}", self.0, self.1);
    }
}
impl Noisy {
    fn next(&mut self) -> Option<u8> {
        self.1 += 1;
        Some(self.1)
    }
}

fn main() {
    let mut round = 0;
    while let Some(n) = Noisy("head", round).next() {
        let _body = Noisy("body", n);
        round += n;
        if round > 3 {
            break;
        }
        if n == 2 {
            continue;
        }
        println!("-{round}");
    }
    for item in [Noisy("x", 1), Noisy("y", 2)] {
        if item.1 == 1 {
            continue;
        }
        let _ = &item;
    }
}
