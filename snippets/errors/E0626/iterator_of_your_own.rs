//@ compiles
//@ fixes kept_across_yield
struct Steps(u32);

impl Iterator for Steps {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        self.0 += 1;
        (self.0 < 4).then_some(self.0)
    }
}

fn main() {
    println!("{:?}", Steps(0).collect::<Vec<_>>());
}
