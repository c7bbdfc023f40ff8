//@ compiles
const LIMIT: usize = 2;
const fn square(n: usize) -> usize {
    let mut out = 0;
    let mut i = 0;
    while i < n {
        out += n;
        i += 1;
    }
    out
}
static TABLE: [usize; LIMIT] = [square(2), square(3)];

fn main() {
    fn clip(text: &mut String) -> &mut String {
        text.truncate(LIMIT);
        text
    }
    struct Local {
        text: String,
    }
    impl Local {
        fn short(mut self) -> String {
            clip(&mut self.text).push('.');
            self.text
        }
    }
    let local = Local { text: String::from("abcdef") };
    println!("{} {:?}", local.short(), TABLE);
    let size = const { square(LIMIT) };
    println!("{size}");
}
