//@ compiles
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}
impl Noisy {
    fn first(&self) -> Option<char> {
        self.0.chars().next().filter(|c| *c == 'x')
    }
}

fn main() {
    if let Some(letter) = Noisy("looked at").first() {
        println!("-{letter}");
    } else {
        let _else = Noisy("else");
        println!("-nothing");
    }
    let _end = Noisy("end");
}
