//@ compiles
#[derive(Default)]
struct Buffer { lines: Vec<String>, flushed: usize }
impl Buffer {
    fn flush(&mut self) -> Vec<String> {
        self.flushed += self.lines.len();
        std::mem::take(&mut self.lines)
    }
}
fn main() {
    let mut buffer = Buffer::default();
    buffer.lines.push("a".to_string());
    let out = buffer.flush();
    println!("{} {} {}", out.len(), buffer.lines.len(), buffer.flushed);
}
