//@ compiles
struct Graph { names: Vec<String>, edges: Vec<Vec<usize>> }
impl Graph {
    fn neighbours<'g>(&'g self, of: usize) -> impl Iterator<Item = &'g str> + 'g {
        self.edges[of].iter().map(move |&to| self.names[to].as_str())
    }
    fn link(&mut self, from: usize, to: usize) { self.edges[from].push(to); }
}
fn main() {
    let mut graph = Graph { names: vec!["a".into(), "b".into()], edges: vec![vec![], vec![]] };
    graph.link(0, 1);
    for name in graph.neighbours(0) {
        println!("{name}");
    }
    graph.link(1, 0);
}
