//@ compiles
fn find(rows: &[Vec<String>], want: &str) -> Option<String> {
    let mut seen = 0;
    let found = 'rows: loop {
        for row in rows {
            for cell in row {
                seen += 1;
                if cell == want { break 'rows Some(cell.clone()); }
            }
        }
        break None;
    };
    println!("{seen}");
    found
}
fn main() { println!("{:?}", find(&[vec!["x".into()]], "x")); }
